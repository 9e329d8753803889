//! Rules for programs, statements, parameters and patterns. The notation is explained in [`super`].

/// Rules for statements.
pub(in crate::errors::grammar) const STATEMENTS: &str = r#"
file:
 | [statements] END
interactive:
 | compound_stmt NEWLINE
 | simple_stmts
 | NEWLINE
eval:
 | expressions NEWLINE* END
statements:
 | statement+
statement:
 | compound_stmt
 | simple_stmts
simple_stmts:
 | simple_stmt !';' NEWLINE
 | ';'.simple_stmt+ [';'] NEWLINE
simple_stmt*:
 | assignment
 | &"type" type_alias
 | star_expressions
 | &'return' return_stmt
 | &('import' | 'from') import_stmt
 | &'raise' raise_stmt
 | 'pass'
 | &'del' del_stmt
 | &'yield' yield_expr
 | &'assert' assert_stmt
 | 'break'
 | 'continue'
 | &'global' global_stmt
 | &'nonlocal' nonlocal_stmt
compound_stmt:
 | &('def' | '@' | 'async') function_def
 | &'if' if_stmt
 | &('class' | '@') class_def
 | &('with' | 'async') with_stmt
 | &('for' | 'async') for_stmt
 | &'try' try_stmt
 | &'while' while_stmt
 | match_stmt
assignment:
 | NAME ':' expression ['=' annotated_rhs]
 | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
 | ( star_targets '=' )+ annotated_rhs !'='
 | single_target augassign ~ annotated_rhs
 | ?invalid_assignment
annotated_rhs:
 | yield_expr
 | star_expressions
augassign:
 | '+='
 | '-='
 | '*='
 | '@='
 | '/='
 | '%='
 | '&='
 | '|='
 | '^='
 | '<<='
 | '>>='
 | '**='
 | '//='
invalid_assignment:
 | invalid_ann_assign_target ':' expression => at 0: only single target (not {}) can be annotated
 | star_named_expression ',' star_named_expressions* ':' expression => at 0: only single target (not tuple) can be annotated
 | expression ':' expression => at 0: illegal target for annotation
 | (star_targets '=')* star_expressions '=' => target star 1
 | (star_targets '=')* yield_expr '=' => at 1: assignment to yield expression not possible
 | star_expressions augassign annotated_rhs => at 0: '{}' is an illegal expression for augmented assignment
invalid_ann_assign_target:
 | list
 | tuple
 | '(' invalid_ann_assign_target ')' => $1
return_stmt:
 | 'return' [star_expressions]
raise_stmt:
 | 'raise' expression 'from' expression
 | 'raise' expression
 | 'raise'
global_stmt:
 | 'global' ','.NAME+
nonlocal_stmt:
 | 'nonlocal' ','.NAME+
del_stmt:
 | 'del' del_targets &(';' | NEWLINE)
 | ?invalid_del_stmt
invalid_del_stmt:
 | 'del' star_expressions => target del 1
assert_stmt:
 | 'assert' expression [',' expression]
import_stmt*:
 | ?invalid_import
 | 'import' dotted_as_names
 | import_from
invalid_import:
 | 'import' ','.dotted_name+ 'from' dotted_name => from 0: Did you mean to use 'from ... import ...' instead?
 | 'import' NEWLINE => from 1: Expected one or more names after 'import'
import_from:
 | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
 | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets:
 | '(' import_from_as_names [','] ')'
 | import_from_as_names !','
 | '*'
 | ?invalid_import_from_targets
invalid_import_from_targets:
 | import_from_as_names ',' NEWLINE => last: trailing comma not allowed without surrounding parentheses
 | NEWLINE => from 0: Expected one or more names after 'import'
import_from_as_names:
 | ','.import_from_as_name+
import_from_as_name:
 | ?invalid_import_from_as_name
 | NAME ['as' NAME]
invalid_import_from_as_name:
 | NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) expression => at 2: cannot use {} as import target
dotted_as_names:
 | ','.dotted_as_name+
dotted_as_name:
 | ?invalid_dotted_as_name
 | dotted_name ['as' NAME]
invalid_dotted_as_name:
 | dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) expression => at 2: cannot use {} as import target
dotted_name%:
 | dotted_name '.' NAME
 | NAME
block*:
 | NEWLINE INDENT statements DEDENT
 | simple_stmts
 | ?invalid_block
invalid_block:
 | NEWLINE !INDENT => indent: expected an indented block
decorators:
 | ('@' named_expression NEWLINE)+
class_def:
 | decorators class_def_raw
 | class_def_raw
class_def_raw:
 | ?invalid_class_def_raw
 | 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
invalid_class_def_raw:
 | 'class' NAME [type_params] ['(' [arguments] ')'] NEWLINE => last: expected ':'
 | 'class' NAME [type_params] ['(' [arguments] ')'] ':' NEWLINE !INDENT => block 0: class definition
function_def:
 | decorators function_def_raw
 | function_def_raw
function_def_raw:
 | ?invalid_def_raw
 | 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block
 | 'async' 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block
invalid_def_raw:
 | ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT => block 1: function definition
params:
 | ?invalid_parameters
 | parameters
parameters:
 | slash_no_default param_no_default* param_with_default* [star_etc]
 | slash_with_default param_with_default* [star_etc]
 | param_no_default+ param_with_default* [star_etc]
 | param_with_default+ [star_etc]
 | star_etc
slash_no_default:
 | param_no_default+ '/' ','
 | param_no_default+ '/' &')'
slash_with_default:
 | param_no_default* param_with_default+ '/' ','
 | param_no_default* param_with_default+ '/' &')'
star_etc:
 | ?invalid_star_etc
 | '*' param_no_default param_maybe_default* [kwds]
 | '*' param_no_default_star_annotation param_maybe_default* [kwds]
 | '*' ',' param_maybe_default+ [kwds]
 | kwds
kwds:
 | ?invalid_kwds
 | '**' param_no_default
param_no_default:
 | param ',' => $0
 | param &')' => $0
param_no_default_star_annotation:
 | NAME ':' star_expression ','
 | NAME ':' star_expression &')'
param_with_default:
 | param default ','
 | param default &')'
param_maybe_default:
 | param [default] ','
 | param [default] &')'
param:
 | NAME [annotation]
annotation:
 | ':' expression
default:
 | '=' expression
 | ?invalid_default
invalid_default:
 | '=' &(')' | ',') => at 0: expected default value expression
invalid_parameters:
 | '/' ',' => at 0: at least one argument must precede /
 | (slash_no_default | slash_with_default) param_maybe_default* '/' => at 2: / may appear only once
 | [slash_no_default] param_no_default* invalid_parameters_helper param_no_default => at 3: parameter without a default follows parameter with a default
 | param_no_default* '(' param_no_default+ [','] ')' => range 1 4: Function parameters cannot be parenthesized
 | [slash_no_default | slash_with_default] param_maybe_default* '*' (',' | param_no_default) param_maybe_default* '/' => at 5: / must be ahead of *
 | param_maybe_default+ '/' '*' => at 2: expected comma between / and *
invalid_parameters_helper:
 | slash_with_default
 | param_with_default+
invalid_star_etc:
 | '*' (')' | ',' (')' | '**')) => at 0: named arguments must follow bare *
 | '*' param '=' => at 2: var-positional argument cannot have default value
 | '*' (param_no_default | ',') param_maybe_default* '*' (param_no_default | ',') => at 3: * argument may appear only once
invalid_kwds:
 | '**' param '=' => at 2: var-keyword argument cannot have default value
 | '**' param ',' param => at 3: arguments cannot follow var-keyword argument
 | '**' param ',' ('*' | '**' | '/') => at 3: arguments cannot follow var-keyword argument
if_stmt:
 | ?invalid_if_stmt
 | 'if' named_expression ':' block elif_stmt
 | 'if' named_expression ':' block [else_block]
invalid_if_stmt:
 | 'if' named_expression NEWLINE => last: expected ':'
 | 'if' named_expression ':' NEWLINE !INDENT => block 0: 'if' statement
elif_stmt:
 | ?invalid_elif_stmt
 | 'elif' named_expression ':' block elif_stmt
 | 'elif' named_expression ':' block [else_block]
invalid_elif_stmt:
 | 'elif' named_expression NEWLINE => last: expected ':'
 | 'elif' named_expression ':' NEWLINE !INDENT => block 0: 'elif' statement
else_block:
 | ?invalid_else_stmt
 | 'else' &&':' block
invalid_else_stmt:
 | 'else' ':' NEWLINE !INDENT => block 0: 'else' statement
 | 'else' ':' block 'elif' => at 3: 'elif' block follows an 'else' block
while_stmt:
 | ?invalid_while_stmt
 | 'while' named_expression ':' block [else_block]
invalid_while_stmt:
 | 'while' named_expression NEWLINE => last: expected ':'
 | 'while' named_expression ':' NEWLINE !INDENT => block 0: 'while' statement
for_stmt:
 | ?invalid_for_stmt
 | 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
 | 'async' 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
 | ?invalid_for_target
invalid_for_stmt:
 | ['async'] 'for' star_targets 'in' star_expressions NEWLINE => last: expected ':'
 | ['async'] 'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT => block 1: 'for' statement
invalid_for_target:
 | ['async'] 'for' star_expressions => target for 2
with_stmt:
 | ?invalid_with_stmt_indent
 | 'with' '(' ','.with_item+ [','] ')' ':' block
 | 'with' ','.with_item+ ':' block
 | 'async' 'with' '(' ','.with_item+ [','] ')' ':' block
 | 'async' 'with' ','.with_item+ ':' block
 | ?invalid_with_stmt
with_item:
 | expression 'as' star_target &(',' | ')' | ':')
 | ?invalid_with_item
 | expression
invalid_with_item:
 | expression 'as' expression &(',' | ')' | ':') => target star 2
invalid_with_stmt:
 | ['async'] 'with' ','.(expression ['as' star_target])+ NEWLINE => last: expected ':'
 | ['async'] 'with' '(' ','.(expressions ['as' star_target])+ [','] ')' NEWLINE => last: expected ':'
invalid_with_stmt_indent:
 | ['async'] 'with' ','.(expression ['as' star_target])+ ':' NEWLINE !INDENT => block 1: 'with' statement
 | ['async'] 'with' '(' ','.(expressions ['as' star_target])+ [','] ')' ':' NEWLINE !INDENT => block 1: 'with' statement
try_stmt:
 | ?invalid_try_stmt
 | 'try' &&':' block finally_block
 | 'try' &&':' block except_block+ [else_block] [finally_block]
 | 'try' &&':' block except_star_block+ [else_block] [finally_block]
invalid_try_stmt:
 | 'try' ':' NEWLINE !INDENT => block 0: 'try' statement
 | 'try' ':' block !('except' | 'finally') => last: expected 'except' or 'finally' block
 | 'try' ':' block* except_block+ 'except' '*' expression ['as' NAME] ':' => range 4 5: cannot have both 'except' and 'except*' on the same 'try'
 | 'try' ':' block* except_star_block+ 'except' [expression ['as' NAME]] ':' => at 4: cannot have both 'except' and 'except*' on the same 'try'
except_block:
 | ?invalid_except_stmt_indent
 | 'except' expressions ':' block
 | 'except' expression 'as' NAME ':' block
 | 'except' ':' block
 | ?invalid_except_stmt
except_star_block:
 | ?invalid_except_star_stmt_indent
 | 'except' '*' expressions ':' block
 | 'except' '*' expression 'as' NAME ':' block
 | ?invalid_except_stmt
finally_block:
 | ?invalid_finally_stmt
 | 'finally' &&':' block
invalid_finally_stmt:
 | 'finally' ':' NEWLINE !INDENT => block 0: 'finally' statement
invalid_except_stmt:
 | 'except' ['*'] expression ',' expressions 'as' NAME ':' => from 2: multiple exception types must be parenthesized when using 'as'
 | 'except' ['*'] expression ['as' NAME] NEWLINE => last: expected ':'
 | 'except' NEWLINE => last: expected ':'
 | 'except' '*' (NEWLINE | ':') => last: expected one or more exception types
 | 'except' expression 'as' !(NAME ':') expression ':' block => at 3: cannot use except statement with {}
 | 'except' '*' expression 'as' !(NAME ':') expression ':' block => at 4: cannot use except* statement with {}
invalid_except_stmt_indent:
 | 'except' expression ['as' NAME] ':' NEWLINE !INDENT => block 0: 'except' statement
 | 'except' ':' NEWLINE !INDENT => block 0: 'except' statement
invalid_except_star_stmt_indent:
 | 'except' '*' expression ['as' NAME] ':' NEWLINE !INDENT => block 0: 'except*' statement
match_stmt:
 | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
 | ?invalid_match_stmt
invalid_match_stmt:
 | "match" subject_expr NEWLINE => last: expected ':'
 | "match" subject_expr ':' NEWLINE !INDENT => block 0: 'match' statement
subject_expr:
 | star_named_expression ',' [star_named_expressions]
 | named_expression
case_block:
 | ?invalid_case_block
 | "case" patterns [guard] ':' block
invalid_case_block:
 | "case" patterns [guard] NEWLINE => last: expected ':'
 | "case" patterns [guard] ':' NEWLINE !INDENT => block 0: 'case' statement
guard:
 | 'if' named_expression
patterns:
 | open_sequence_pattern
 | pattern
pattern:
 | as_pattern
 | or_pattern
as_pattern:
 | or_pattern 'as' pattern_capture_target
 | ?invalid_as_pattern
invalid_as_pattern:
 | or_pattern 'as' "_" => at 2: cannot use '_' as a target
 | or_pattern 'as' expression => at 2: cannot use {} as pattern target
or_pattern:
 | '|'.closed_pattern+
closed_pattern*:
 | literal_pattern
 | pattern_capture_target
 | "_"
 | attr !('.' | '(' | '=')
 | '(' pattern ')'
 | '[' [maybe_sequence_pattern] ']'
 | '(' [open_sequence_pattern] ')'
 | mapping_pattern
 | class_pattern
literal_pattern:
 | signed_number !('+' | '-')
 | complex_number
 | strings
 | 'None'
 | 'True'
 | 'False'
complex_number:
 | signed_real_number '+' imaginary_number
 | signed_real_number '-' imaginary_number
signed_number:
 | NUMBER
 | '-' NUMBER
signed_real_number:
 | real_number
 | '-' real_number
real_number:
 | NUMBER => call real_number
imaginary_number:
 | NUMBER => call imaginary_number
pattern_capture_target:
 | !"_" NAME !('.' | '(' | '=')
name_or_attr%:
 | name_or_attr '.' NAME
 | NAME
attr:
 | NAME ('.' NAME)+
open_sequence_pattern:
 | maybe_star_pattern ',' [maybe_sequence_pattern]
maybe_sequence_pattern:
 | ','.maybe_star_pattern+ [',']
maybe_star_pattern:
 | star_pattern
 | pattern
star_pattern*:
 | '*' pattern_capture_target
 | '*' "_"
mapping_pattern:
 | '{' '}'
 | '{' double_star_pattern [','] '}'
 | '{' items_pattern ',' double_star_pattern [','] '}'
 | '{' items_pattern [','] '}'
items_pattern:
 | ','.key_value_pattern+
key_value_pattern:
 | (literal_pattern | attr) ':' pattern
double_star_pattern:
 | '**' pattern_capture_target
class_pattern:
 | name_or_attr '(' ')'
 | name_or_attr '(' positional_patterns [','] ')'
 | name_or_attr '(' keyword_patterns [','] ')'
 | name_or_attr '(' positional_patterns ',' keyword_patterns [','] ')'
 | ?invalid_class_pattern
invalid_class_pattern:
 | name_or_attr '(' invalid_class_argument_pattern => at 2: positional patterns follow keyword patterns
invalid_class_argument_pattern:
 | [positional_patterns ','] keyword_patterns ',' positional_patterns => $3
positional_patterns:
 | ','.pattern+
keyword_patterns:
 | ','.keyword_pattern+
keyword_pattern:
 | NAME '=' pattern
type_alias:
 | "type" NAME [type_params] '=' expression
type_params*:
 | ?invalid_type_params
 | '[' ','.type_param+ [','] ']'
invalid_type_params:
 | '[' ']' => from 1: Type parameter list cannot be empty
type_param*:
 | NAME [':' expression] ['=' expression]
 | ?invalid_type_param
 | '*' NAME ['=' star_expression]
 | '**' NAME ['=' expression]
invalid_type_param:
 | '*' NAME ':' expression => call type_var_tuple
 | '**' NAME ':' expression => call param_spec
del_targets:
 | ','.del_target+ [',']
del_target*:
 | t_primary '.' NAME !t_lookahead
 | t_primary '[' slices ']' !t_lookahead
 | NAME
 | '(' del_target ')'
 | '(' [del_targets] ')'
 | '[' [del_targets] ']'
"#;
