"""What commands say beside their lists: of loads, explanations and discovery lists."""
