//! Code objects, the opcode table, exception and line tables, marshal and dis text; no runtime objects.
