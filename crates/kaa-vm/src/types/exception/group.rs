//! `BaseExceptionGroup` and `ExceptionGroup`: fields message and exceptions; splitting them, for Python and for `except*`.

use super::{Exception, Extra, class_argument, no_keywords, receiver, rest};
use crate::dunder::Dunder;
use crate::flow::{Fallible, NativeResult, done};
use crate::native::{Slot, arg, class_method, getset, method, static_method};
use crate::types::{Dict, List, Str, Tuple, Type};
use crate::vm::Vm;
use kaa_heap::{Ref, Value};

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;
/// What the given sequence showed itself as, when it was neither list nor tuple.
const SHOWN: usize = 2;

/// Methods and attributes of `BaseExceptionGroup`.
pub(crate) static GROUP: Extra = Extra {
    methods: &[
        static_method(
            "__new__",
            "($type, *args, **kwargs)",
            new,
            "Create and return a new object.  See help(type) for accurate signature.",
        ),
        method(
            "__init__",
            "($self, /, *args, **kwargs)",
            init,
            "Initialize self.  See help(type(self)) for accurate signature.",
        ),
        method("__repr__", "($self, /)", repr, "Return repr(self)."),
        method("__str__", "($self, /)", str, "Return str(self)."),
        class_method(
            "__class_getitem__",
            "($type, object, /)",
            class_getitem,
            "Exception groups are generic over the type of their contained exceptions",
        ),
        method("derive", "($self, excs, /)", derive, ""),
        method("split", "($self, matcher_value, /)", split, ""),
        method("subgroup", "($self, matcher_value, /)", subgroup, ""),
    ],
    getset: &[
        getset("message", get_message, readonly, "exception message"),
        getset("exceptions", get_exceptions, readonly, "nested exceptions"),
    ],
};

/// `ExceptionGroup` adds nothing.
pub(crate) static NOTHING: Extra = Extra { methods: &[], getset: &[] };

/// Fields of a group that native code makes.
pub(crate) fn fill(vm: &Vm, e: &Exception, args: &[Value]) -> Fallible<()> {
    if let [message, exceptions] = args {
        let items = vm.collect(exceptions)?;
        e.set_field(MESSAGE, Some(message.clone()));
        e.set_field(EXCEPTIONS, Some(vm.new_tuple(items).into()));
    }
    Ok(())
}

impl Vm {
    /// A group of these exceptions: an `ExceptionGroup` when it can be one.
    pub fn new_exception_group(&self, message: &str, exceptions: Vec<Value>) -> Ref<Exception> {
        let x = &self.exceptions;
        let plain = exceptions.iter().all(|e| self.is_instance_of(e, &x.exception));
        let class = if plain { &x.exception_group } else { &x.base_exception_group };
        let args = vec![self.str_value(message), self.new_list(exceptions.clone()).into()];
        let e = self.new_exception_object(class, args);
        e.set_field(MESSAGE, Some(self.str_value(message)));
        e.set_field(EXCEPTIONS, Some(self.new_tuple(exceptions).into()));
        e
    }

    /// Is it an exception group?
    pub fn is_exception_group(&self, v: &Value) -> bool {
        self.is_instance_of(v, &self.exceptions.base_exception_group)
    }
}

/// The exceptions directly in a group.
pub(crate) fn members(e: &Exception) -> Ref<Tuple> {
    match e.field(EXCEPTIONS).map(Value::downcast::<Tuple>) {
        Some(Ok(t)) => t,
        _ => Vm::current().new_tuple(Vec::new()),
    }
}

fn is_sequence(vm: &Vm, v: &Value) -> bool {
    let kind = v.payload::<List>().is_some() || v.payload::<Tuple>().is_some();
    kind || (v.payload::<Dict>().is_none() && vm.class_of(v).special(vm, Dunder::GetItem).is_some())
}

fn new(vm: &Vm, args: &[Slot]) -> NativeResult {
    let x = &vm.exceptions;
    let mut class = class_argument(vm, args, &x.base_exception_group)?;
    let items = rest(vm, args, 1);
    let [message, exceptions] = &items[..] else {
        let n = items.len();
        return Err(
            vm.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)"))
        );
    };
    if message.payload::<Str>().is_none() {
        let name = vm.type_name(message);
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {name}")));
    }
    if !is_sequence(vm, exceptions) {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let plain_sequence = exceptions.payload::<List>().is_some() || exceptions.payload::<Tuple>().is_some();
    let shown = if plain_sequence { None } else { Some(vm.repr(exceptions)?.into_value()) };
    let members = vm.collect(exceptions)?;
    if members.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(i) = members.iter().position(|m| m.payload::<Exception>().is_none()) {
        return Err(vm.value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
    }
    let plain = members.iter().all(|m| vm.is_instance_of(m, &x.exception));
    if class.is(&x.base_exception_group) && plain {
        class = x.exception_group.clone();
    } else if class.is(&x.exception_group) && !plain {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if !plain && class.is_subtype_of(&x.exception) {
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{}'", class.name())));
    }
    let message = message.clone();
    let e = vm.new_object(&class, Exception::new(items));
    e.set_field(SHOWN, shown);
    e.set_field(MESSAGE, Some(message));
    e.set_field(EXCEPTIONS, Some(vm.new_tuple(members).into()));
    done(e)
}

fn init(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    no_keywords(vm, e.value(), args, 2)?;
    super::methods::set_args(e, rest(vm, args, 1));
    done(Value::None)
}

fn get_message(vm: &Vm, v: &Value) -> NativeResult {
    done(receiver(vm, v)?.field(MESSAGE).unwrap_or(Value::None))
}

fn get_exceptions(vm: &Vm, v: &Value) -> NativeResult {
    done(members(receiver(vm, v)?))
}

fn readonly(vm: &Vm, _: &Value, _: Option<&Value>) -> Fallible<()> {
    Err(vm.attribute_error_text("readonly attribute"))
}

fn str(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let n = members(e).len();
    let message = vm.str(&e.field(MESSAGE).unwrap_or(Value::None))?;
    let tail = format!(" ({n} sub-exception{})", if n == 1 { "" } else { "s" });
    done(vm.new_str_owned([message.as_bytes(), tail.as_bytes()].concat()))
}

fn repr(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let message = vm.repr(&e.field(MESSAGE).unwrap_or(Value::None))?;
    let shown = match e.field(SHOWN).map(Value::downcast::<Str>) {
        Some(Ok(text)) => text,
        _ => shown_members(vm, e)?,
    };
    let name = vm.type_name(e.value());
    done(
        vm.new_str_owned([name.as_bytes(), b"(", message.as_bytes(), b", ", shown.as_bytes(), b")"].concat()),
    )
}

/// The members as the kind of sequence that the group was made of: a list, or else a tuple.
fn shown_members(vm: &Vm, e: &Exception) -> Fallible<Ref<Str>> {
    let items = members(e);
    let given = e.args.borrow().get(1).filter(|_| e.args.borrow().len() == 2).cloned();
    let as_list = given.is_some_and(|g| g.payload::<List>().is_some());
    vm.repr(&if as_list { vm.new_list(items.to_vec()).into() } else { Value::from(items) })
}

fn class_getitem(vm: &Vm, args: &[Slot]) -> NativeResult {
    done(vm.new_generic_alias(arg(args, 0), arg(args, 1)))
}

fn derive(vm: &Vm, args: &[Slot]) -> NativeResult {
    let e = receiver(vm, arg(args, 0))?;
    let class: Value = vm.exceptions.base_exception_group.clone().into();
    let message = e.field(MESSAGE).unwrap_or(Value::None);
    done(vm.call(&class, &[message, arg(args, 1).clone()])?)
}

/// What decides which exceptions are taken out of a group.
enum Matcher {
    Classes(Vec<Value>),
    Callable(Value),
    /// These very objects.
    Objects(Vec<Value>),
}

impl Matcher {
    fn of(vm: &Vm, v: &Value) -> Fallible<Matcher> {
        let is_class =
            |c: &Value| c.payload::<Type>().is_some_and(|t| t.is_subtype_of(&vm.exceptions.base_exception));
        if is_class(v) {
            return Ok(Matcher::Classes(vec![v.clone()]));
        }
        if let Some(t) = v.payload::<Tuple>() {
            if t.iter().all(is_class) {
                return Ok(Matcher::Classes(t.to_vec()));
            }
        } else if v.payload::<Type>().is_none() && vm.is_callable(v) {
            return Ok(Matcher::Callable(v.clone()));
        }
        Err(vm.type_error(
            "expected an exception type, a tuple of exception types, or a callable (other than a class)",
        ))
    }

    fn matches(&self, vm: &Vm, e: &Value) -> Fallible<bool> {
        match self {
            Matcher::Classes(cs) => {
                Ok(cs.iter().any(|c| c.as_ref::<Type>().is_some_and(|t| vm.is_instance_of(e, t))))
            }
            Matcher::Callable(f) => {
                let r = vm.call(f, std::slice::from_ref(e))?;
                vm.is_true(&r)
            }
            Matcher::Objects(os) => Ok(os.iter().any(|o| o.is(e))),
        }
    }
}

/// A group of the same kind with some of its exceptions, and the original's traceback, context, cause and notes.
fn subset(vm: &Vm, orig: &Ref<Exception>, some: Vec<Value>) -> Fallible<Option<Value>> {
    if some.is_empty() {
        return Ok(None);
    }
    let made = vm.call_method(orig.value(), "derive", &[vm.new_list(some).into()])?;
    let Some(e) = made.payload::<Exception>().filter(|_| vm.is_exception_group(&made)) else {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    };
    let traceback = orig.traceback.borrow().clone();
    drop(e.traceback.replace(traceback));
    let context = orig.context.borrow().clone();
    drop(e.context.replace(context));
    let cause = orig.cause.borrow().clone();
    drop(e.cause.replace(cause));
    e.suppress_context.set(true);
    if let Some(notes) = vm.get_attr_opt(orig.value(), &vm.names.__notes__)?
        && is_sequence(vm, &notes)
    {
        let copy = vm.collect(&notes)?;
        vm.set_attr(&made, &vm.names.__notes__, vm.new_list(copy).into())?;
    }
    Ok(Some(made))
}

/// The part that matches and the rest (not made when `want_rest` is false).
fn split_by(vm: &Vm, v: &Value, m: &Matcher, want_rest: bool) -> Fallible<(Option<Value>, Option<Value>)> {
    vm.check_native_stack()?;
    if m.matches(vm, v)? {
        return Ok((Some(v.clone()), None));
    }
    let group = if vm.is_exception_group(v) { v.as_ref::<Exception>() } else { None };
    let Some(e) = group else { return Ok((None, Some(v.clone()))) };
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for item in members(e).iter() {
        let (a, b) = split_by(vm, item, m, want_rest)?;
        taken.extend(a);
        left.extend(b);
    }
    let matched = subset(vm, e, taken)?;
    let rest = if want_rest { subset(vm, e, left)? } else { None };
    Ok((matched, rest))
}

fn split(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = Matcher::of(vm, arg(args, 1))?;
    let (a, b) = split_by(vm, arg(args, 0), &m, true)?;
    done(vm.new_tuple(vec![a.unwrap_or(Value::None), b.unwrap_or(Value::None)]))
}

fn subgroup(vm: &Vm, args: &[Slot]) -> NativeResult {
    let m = Matcher::of(vm, arg(args, 1))?;
    done(split_by(vm, arg(args, 0), &m, false)?.0.unwrap_or(Value::None))
}

/// `except* class`: the part that matches and the rest. A plain exception that matches is wrapped in a group. The caller has
/// checked that `class` is an exception class or a tuple of them, and no group class.
pub(crate) fn match_group(vm: &Vm, v: &Value, class: &Value) -> Fallible<(Option<Value>, Option<Value>)> {
    let m = Matcher::of(vm, class)?;
    if m.matches(vm, v)? {
        if vm.is_exception_group(v) {
            return Ok((Some(v.clone()), None));
        }
        let wrapped = vm.new_exception_group("", vec![v.clone()]);
        if let Some(e) = v.payload::<Exception>() {
            let traceback = e.traceback.borrow().clone();
            drop(wrapped.traceback.replace(traceback));
        }
        return Ok((Some(wrapped.into()), None));
    }
    if !vm.is_exception_group(v) {
        return Ok((None, Some(v.clone())));
    }
    // A subclass may override `split`, so it is asked by name.
    let pair = vm.call_method(v, "split", std::slice::from_ref(class))?;
    let name = vm.type_name(v);
    let Some(t) = pair.payload::<Tuple>() else {
        let got = vm.type_name(&pair);
        return Err(vm.type_error(format!("{name}.split must return a tuple, not {got}")));
    };
    let some = |v: &Value| (!v.is_none()).then(|| v.clone());
    match &t[..] {
        [a, b, ..] => Ok((some(a), some(b))),
        _ => Err(vm.type_error(format!("{name}.split must return a 2-tuple, got tuple of size {}", t.len()))),
    }
}

/// Same traceback, cause, context and notes: the exception is the original one, raised again.
fn same_origin(vm: &Vm, a: &Value, b: &Value) -> Fallible<bool> {
    let (Some(x), Some(y)) = (a.payload::<Exception>(), b.payload::<Exception>()) else { return Ok(false) };
    let same = |p: &Option<Value>, q: &Option<Value>| match (p, q) {
        (Some(p), Some(q)) => p.is(q),
        (None, None) => true,
        _ => false,
    };
    let notes = |v: &Value| vm.get_attr_opt(v, &vm.names.__notes__);
    Ok(same(&x.traceback.borrow(), &y.traceback.borrow())
        && same(&x.cause.borrow(), &y.cause.borrow())
        && same(&x.context.borrow(), &y.context.borrow())
        && same(&notes(a)?, &notes(b)?))
}

fn leaves(vm: &Vm, v: &Value, out: &mut Vec<Value>) -> Fallible<()> {
    vm.check_native_stack()?;
    let group = if vm.is_exception_group(v) { v.payload::<Exception>() } else { None };
    let Some(e) = group else {
        out.push(v.clone());
        return Ok(());
    };
    members(e).iter().try_for_each(|m| leaves(vm, m, out))
}

/// What to raise after a `try` with `except*` clauses: of `caught`, what the clauses raised newly and what they raised
/// again, the latter in the shape of the original group. None when all was handled.
pub(crate) fn reraise_star(vm: &Vm, original: &Value, caught: &[Value]) -> Fallible<Value> {
    let caught: Vec<&Value> = caught.iter().filter(|c| !c.is_none()).collect();
    let Some(first) = caught.first() else { return Ok(Value::None) };
    if !vm.is_exception_group(original) {
        return Ok((*first).clone());
    }
    let (mut raised, mut again) = (Vec::new(), Vec::new());
    for c in caught {
        if same_origin(vm, c, original)? {
            leaves(vm, c, &mut again)?;
        } else {
            raised.push(c.clone());
        }
    }
    let kept = split_by(vm, original, &Matcher::Objects(again), false)?.0;
    if raised.is_empty() {
        return Ok(kept.unwrap_or(Value::None));
    }
    raised.extend(kept);
    if raised.len() > 1 {
        return Ok(vm.new_exception_group("", raised).into());
    }
    Ok(raised.pop().unwrap_or(Value::None))
}
