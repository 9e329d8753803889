//! Native modules, a file or a folder each.
