-- Forgets the fits that were written back before version 4, when they were points.
update result set fit = null
