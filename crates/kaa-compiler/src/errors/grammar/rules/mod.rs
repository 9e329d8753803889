//! The grammar that explains what is wrong with a program: rules of the language, and rules for usual mistakes.
//!
//! A rule is a name, a colon and one alternative per line. The notation is that of the language reference: `'word'` is an
//! operator or keyword, `"word"` a soft keyword, capitals are kinds of tokens, `[x]` is optional, `&x` and `!x` look
//! ahead, `&&x` complains when `x` is missing, `~` commits to an alternative, `','.x+` is a list with separators. `%`
//! marks rules that begin with themselves, `*` rules whose results are kept across both ways of parsing.
//!
//! What follows `=>` is either the node that an alternative makes (`$n` for its n-th part, or a kind) or, for mistakes,
//! the error: `at n`, `range n m`, `from n`, `last`, `next` say where, `block n` is about a missing block, `target`
//! about what cannot be assigned to, `call` names a function. Read by [`super::notation`].

mod expressions;
mod statements;

pub(super) use expressions::EXPRESSIONS;
pub(super) use statements::STATEMENTS;
