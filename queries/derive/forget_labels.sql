-- Forgets the labels that people gave.
delete from label
