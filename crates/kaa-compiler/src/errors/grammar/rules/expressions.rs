//! Rules for expressions, arguments, strings and targets. The notation is explained in [`super`].

/// Rules for expressions and targets.
pub(in crate::errors::grammar) const EXPRESSIONS: &str = r#"
expressions:
 | expression (',' expression)+ [','] => Tuple
 | expression ',' => Tuple
 | expression
expression*:
 | ?invalid_expression
 | ?invalid_legacy_expression
 | disjunction 'if' disjunction 'else' expression => IfExp
 | disjunction
 | lambdef
expression_without_invalid:
 | -disjunction_if
disjunction_if:
 | disjunction 'if' disjunction 'else' expression => IfExp
 | disjunction
 | lambdef
invalid_expression:
 | STRING (!STRING expression_without_invalid)+ STRING => range 1 1: invalid syntax. Is this intended to be part of the string?
 | !(NAME STRING | SOFT) disjunction expression_without_invalid => call missing_comma
 | disjunction 'if' disjunction !('else' | ':') => range 0 2: expected 'else' after 'if' expression
 | disjunction 'if' disjunction 'else' !expression => next: expected expression after 'else', but statement is given
 | ('pass' | 'break' | 'continue') 'if' disjunction 'else' simple_stmt => at 0: expected expression before 'if', but statement is given
 | 'lambda' [lambda_params] ':' &(FMIDDLE | fstring_replacement_field) => call lambda_in_string
invalid_legacy_expression:
 | NAME !'(' star_expressions => call legacy
yield_expr:
 | 'yield' 'from' expression => Yield
 | 'yield' [star_expressions] => Yield
star_expressions:
 | star_expression (',' star_expression)+ [','] => Tuple
 | star_expression ',' => Tuple
 | star_expression
star_expression*:
 | '*' bitwise_or => Starred
 | expression
star_named_expressions:
 | ','.star_named_expression+ [',']
star_named_expression:
 | '*' bitwise_or => Starred
 | named_expression
assignment_expression:
 | NAME ':=' ~ expression => NamedExpr
named_expression:
 | assignment_expression
 | ?invalid_named_expression
 | expression !':='
invalid_named_expression*:
 | expression ':=' expression => at 0: cannot use assignment expressions with {}
 | NAME '=' bitwise_or !('=' | ':=') => range 0 2: invalid syntax. Maybe you meant '==' or ':=' instead of '='?
 | !(list | tuple | genexp | 'True' | 'None' | 'False') bitwise_or '=' bitwise_or !('=' | ':=') => at 0: cannot assign to {} here. Maybe you meant '==' instead of '='?
disjunction*:
 | conjunction ('or' conjunction)+ => BoolOp
 | conjunction
conjunction*:
 | inversion ('and' inversion)+ => BoolOp
 | inversion
inversion*:
 | 'not' inversion => UnaryOp
 | comparison
comparison:
 | bitwise_or compare_op+ => Compare
 | bitwise_or
compare_op:
 | '==' bitwise_or
 | '!=' bitwise_or
 | '<>' => at 0: invalid syntax.  Maybe you meant '!=' instead of '<>'?
 | '<=' bitwise_or
 | '<' bitwise_or
 | '>=' bitwise_or
 | '>' bitwise_or
 | 'not' 'in' bitwise_or
 | 'in' bitwise_or
 | 'is' 'not' bitwise_or
 | 'is' bitwise_or
bitwise_or%:
 | bitwise_or '|' bitwise_xor => BinOp
 | bitwise_xor
bitwise_xor%:
 | bitwise_xor '^' bitwise_and => BinOp
 | bitwise_and
bitwise_and%:
 | bitwise_and '&' shift_expr => BinOp
 | shift_expr
shift_expr%:
 | shift_expr '<<' sum => BinOp
 | shift_expr '>>' sum => BinOp
 | ?invalid_arithmetic
 | sum
invalid_arithmetic:
 | sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') 'not' inversion => range 2 3: 'not' after an operator must be parenthesized
sum%:
 | sum '+' term => BinOp
 | sum '-' term => BinOp
 | term
term%:
 | term '*' factor => BinOp
 | term '/' factor => BinOp
 | term '//' factor => BinOp
 | term '%' factor => BinOp
 | term '@' factor => BinOp
 | ?invalid_factor
 | factor
invalid_factor:
 | ('+' | '-' | '~') 'not' factor => range 1 2: 'not' after an operator must be parenthesized
factor*:
 | '+' factor => UnaryOp
 | '-' factor => UnaryOp
 | '~' factor => UnaryOp
 | power
power:
 | await_primary '**' factor => BinOp
 | await_primary
await_primary*:
 | 'await' primary => Await
 | primary
primary%:
 | primary '.' NAME => Attribute
 | primary genexp => Call
 | primary '(' [arguments] ')' => Call
 | primary '[' slices ']' => Subscript
 | atom
slices:
 | slice !','
 | ','.(slice | starred_expression)+ [','] => Tuple
slice:
 | [expression] ':' [expression] [':' [expression]]
 | named_expression
atom:
 | NAME => Name
 | 'True' => True
 | 'False' => False
 | 'None' => None
 | &(STRING | FSTART | TSTART) strings => $0
 | NUMBER => Literal
 | &'(' (tuple | group | genexp) => $0
 | &'[' (list | listcomp) => $0
 | &'{' (dict | set | dictcomp | setcomp) => $0
 | '...' => Ellipsis
group:
 | '(' (yield_expr | named_expression) ')' => $1
 | ?invalid_group
invalid_group:
 | '(' starred_expression ')' => at 1: cannot use starred expression here
 | '(' '**' expression ')' => at 1: cannot use double starred expression here
lambdef:
 | 'lambda' [lambda_params] ':' expression => Lambda
lambda_params:
 | ?invalid_lambda_parameters
 | lambda_parameters
lambda_parameters:
 | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc]
 | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc]
 | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
 | lambda_param_with_default+ [lambda_star_etc]
 | lambda_star_etc
lambda_slash_no_default:
 | lambda_param_no_default+ '/' ','
 | lambda_param_no_default+ '/' &':'
lambda_slash_with_default:
 | lambda_param_no_default* lambda_param_with_default+ '/' ','
 | lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc:
 | ?invalid_lambda_star_etc
 | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
 | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
 | lambda_kwds
lambda_kwds:
 | ?invalid_lambda_kwds
 | '**' lambda_param_no_default
lambda_param_no_default:
 | NAME ',' => $0
 | NAME &':' => $0
lambda_param_with_default:
 | NAME default ','
 | NAME default &':'
lambda_param_maybe_default:
 | NAME [default] ','
 | NAME [default] &':'
invalid_lambda_parameters:
 | '/' ',' => at 0: at least one argument must precede /
 | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* '/' => at 2: / may appear only once
 | [lambda_slash_no_default] lambda_param_no_default* invalid_lambda_parameters_helper lambda_param_no_default => at 3: parameter without a default follows parameter with a default
 | lambda_param_no_default* '(' ','.NAME+ [','] ')' => range 1 4: Lambda expression parameters cannot be parenthesized
 | [lambda_slash_no_default | lambda_slash_with_default] lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* '/' => at 5: / must be ahead of *
 | lambda_param_maybe_default+ '/' '*' => at 2: expected comma between / and *
invalid_lambda_parameters_helper:
 | lambda_slash_with_default
 | lambda_param_with_default+
invalid_lambda_star_etc:
 | '*' (':' | ',' (':' | '**')) => last: named arguments must follow bare *
 | '*' NAME '=' => at 2: var-positional argument cannot have default value
 | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* '*' (lambda_param_no_default | ',') => at 3: * argument may appear only once
invalid_lambda_kwds:
 | '**' NAME '=' => at 2: var-keyword argument cannot have default value
 | '**' NAME ',' NAME => at 3: arguments cannot follow var-keyword argument
 | '**' NAME ',' ('*' | '**' | '/') => at 3: arguments cannot follow var-keyword argument
strings*:
 | ?invalid_string_tstring_concat
 | (fstring | string)+ => call strings
 | tstring+ => TString
invalid_string_tstring_concat:
 | (fstring | string)+ tstring => range 0 1: cannot mix t-string literals with string or bytes literals
 | tstring+ (fstring | string) => range 0 1: cannot mix t-string literals with string or bytes literals
string*:
 | STRING => call string
fstring:
 | FSTART fstring_middle* FEND => call formatted
tstring:
 | TSTART fstring_middle* FEND => call template
fstring_middle:
 | fstring_replacement_field
 | FMIDDLE
fstring_replacement_field:
 | '{' annotated_rhs ['='] [fstring_conversion] [fstring_full_format_spec] '}'
 | ?invalid_replacement_field
fstring_conversion:
 | '!' NAME => call conversion
fstring_full_format_spec:
 | ':' fstring_format_spec*
fstring_format_spec:
 | FMIDDLE => call format_text
 | fstring_replacement_field
invalid_replacement_field:
 | '{' '=' => at 1: {f}-string: valid expression required before '='
 | '{' '!' => at 1: {f}-string: valid expression required before '!'
 | '{' ':' => at 1: {f}-string: valid expression required before ':'
 | '{' '}' => at 1: {f}-string: valid expression required before '}'
 | '{' !annotated_rhs => next: {f}-string: expecting a valid expression after '{'
 | '{' annotated_rhs !('=' | '!' | ':' | '}') => next: {f}-string: expecting '=', or '!', or ':', or '}'
 | '{' annotated_rhs '=' !('!' | ':' | '}') => next: {f}-string: expecting '!', or ':', or '}'
 | '{' annotated_rhs ['='] invalid_conversion_character
 | '{' annotated_rhs ['='] ['!' NAME] !(':' | '}') => next: {f}-string: expecting ':' or '}'
 | '{' annotated_rhs ['='] ['!' NAME] ':' fstring_format_spec* !'}' => next: {f}-string: expecting '}', or format specs
 | '{' annotated_rhs ['='] ['!' NAME] !'}' => next: {f}-string: expecting '}'
invalid_conversion_character:
 | '!' &(':' | '}') => next: {f}-string: missing conversion character
 | '!' !NAME => next: {f}-string: invalid conversion character
list:
 | '[' [star_named_expressions] ']' => List
tuple:
 | '(' [star_named_expression ',' [star_named_expressions]] ')' => Tuple
set:
 | '{' star_named_expressions '}' => Set
dict:
 | '{' [double_starred_kvpairs] '}' => Dict
 | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs:
 | ','.double_starred_kvpair+ [',']
double_starred_kvpair:
 | '**' bitwise_or
 | kvpair
kvpair:
 | expression ':' expression
invalid_double_starred_kvpairs:
 | ','.double_starred_kvpair+ ',' invalid_kvpair
 | expression ':' '*' bitwise_or => from 2: cannot use a starred expression in a dictionary value
 | expression ':' &('}' | ',') => at 1: expression expected after dictionary key and ':'
invalid_kvpair:
 | expression !':' => call missing_value
 | expression ':' '*' bitwise_or => from 2: cannot use a starred expression in a dictionary value
 | expression ':' &('}' | ',') => at 1: expression expected after dictionary key and ':'
for_if_clauses:
 | for_if_clause+
for_if_clause:
 | 'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
 | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
 | ?invalid_for_if_clause
 | ?invalid_for_target
invalid_for_if_clause:
 | ['async'] 'for' bitwise_or (',' bitwise_or)* [','] !'in' => last: 'in' expected after for-loop variables
listcomp:
 | '[' named_expression for_if_clauses ']' => ListComp
 | ?invalid_comprehension
setcomp:
 | '{' named_expression for_if_clauses '}' => SetComp
 | ?invalid_comprehension
genexp:
 | '(' (assignment_expression | expression !':=') for_if_clauses ')' => Generator
 | ?invalid_comprehension
dictcomp:
 | '{' kvpair for_if_clauses '}' => DictComp
 | ?invalid_dict_comprehension
invalid_dict_comprehension:
 | '{' '**' bitwise_or for_if_clauses '}' => at 1: dict unpacking cannot be used in dict comprehension
invalid_comprehension:
 | ('[' | '(' | '{') starred_expression for_if_clauses => at 1: iterable unpacking cannot be used in comprehension
 | ('[' | '{') star_named_expression ',' star_named_expressions for_if_clauses => call parenthesized_target
 | ('[' | '{') star_named_expression ',' for_if_clauses => range 1 2: did you forget parentheses around the comprehension target?
arguments*:
 | args [','] &')'
 | ?invalid_arguments
args:
 | ','.positional+ [',' kwargs] => args
 | kwargs => args
positional:
 | starred_expression
 | (assignment_expression | expression !':=') !'=' => $0
kwargs:
 | ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+
 | ','.kwarg_or_starred+
 | ','.kwarg_or_double_starred+
starred_expression:
 | ?invalid_starred_expression_unpacking
 | '*' expression => Starred
 | ?invalid_starred_expression
invalid_starred_expression_unpacking:
 | '*' expression '=' expression => range 0 3: cannot assign to iterable argument unpacking
invalid_starred_expression:
 | '*' => last: Invalid star expression
kwarg_or_starred:
 | ?invalid_kwarg
 | NAME '=' expression => keyword
 | starred_expression
kwarg_or_double_starred:
 | ?invalid_kwarg
 | NAME '=' expression => keyword
 | '**' expression => unpacking
invalid_arguments:
 | (','.positional+ ',' kwargs | kwargs) ',' ','.starred_expression+ => call star_after_unpacking
 | expression for_if_clauses ',' [args | expression for_if_clauses] => range 0 1: Generator expression must be parenthesized
 | NAME '=' expression for_if_clauses => range 0 1: invalid syntax. Maybe you meant '==' or ':=' instead of '='?
 | [args ','] NAME '=' &(',' | ')') => range 1 2: expected argument value expression
 | args for_if_clauses => call bare_generator
 | args ',' expression for_if_clauses => range 2 3: Generator expression must be parenthesized
 | args ',' args => call argument_order
invalid_kwarg:
 | ('True' | 'False' | 'None') '=' => call assign_constant
 | NAME '=' expression for_if_clauses => range 0 1: invalid syntax. Maybe you meant '==' or ':=' instead of '='?
 | !(NAME '=') expression '=' => range 0 1: expression cannot contain assignment, perhaps you meant "=="?
 | '**' expression '=' expression => range 0 3: cannot assign to keyword argument unpacking
star_targets:
 | star_target !','
 | star_target (',' star_target)* [',']
star_target*:
 | '*' !'*' star_target
 | target_with_star_atom
target_with_star_atom*:
 | t_primary '.' NAME !t_lookahead
 | t_primary '[' slices ']' !t_lookahead
 | star_atom
star_atom:
 | NAME
 | '(' target_with_star_atom ')'
 | '(' [star_target_tuple] ')'
 | '[' [star_target_seq] ']'
star_target_tuple:
 | star_target (',' star_target)+ [',']
 | star_target ','
star_target_seq:
 | ','.star_target+ [',']
single_target:
 | single_subscript_attribute_target
 | NAME
 | '(' single_target ')'
single_subscript_attribute_target:
 | t_primary '.' NAME !t_lookahead
 | t_primary '[' slices ']' !t_lookahead
t_primary%:
 | t_primary '.' NAME &t_lookahead => Attribute
 | t_primary '[' slices ']' &t_lookahead => Subscript
 | t_primary genexp &t_lookahead => Call
 | t_primary '(' [arguments] ')' &t_lookahead => Call
 | atom &t_lookahead
t_lookahead:
 | '('
 | '['
 | '.'
"#;
