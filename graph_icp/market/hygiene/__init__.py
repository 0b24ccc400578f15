"""Tags of companies in the store, what people decided of them, and lists that go by them."""
