-- Calls the points of a run by their name: before version 4 they were called its fits.
alter table run_fit rename column fit to points
