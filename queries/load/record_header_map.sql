-- Records what the columns of a header mean that no loader knows.
-- rows: header, loader, name, cell
insert into header_map (header, loader, name, cell)
select header, loader, name, cell from rows
