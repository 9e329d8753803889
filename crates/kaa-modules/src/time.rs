//! The module `time`.

use crate::helpers::some;
use crate::host::clock;
use crate::structseq;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Module, Str, Tuple, Type};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};
use num_traits::ToPrimitive;

const ROWS: &[Method] = &[
    function("time", "()", |vm, _| seconds(vm, clock::now(libc::CLOCK_REALTIME)), "Seconds since the epoch."),
    function(
        "time_ns",
        "()",
        |vm, _| nanos(vm, clock::now(libc::CLOCK_REALTIME)),
        "Nanoseconds since the epoch.",
    ),
    function(
        "monotonic",
        "()",
        |vm, _| seconds(vm, clock::now(libc::CLOCK_MONOTONIC)),
        "A clock that never goes back.",
    ),
    function(
        "monotonic_ns",
        "()",
        |vm, _| nanos(vm, clock::now(libc::CLOCK_MONOTONIC)),
        "The same in nanoseconds.",
    ),
    function(
        "perf_counter",
        "()",
        |vm, _| seconds(vm, clock::now(libc::CLOCK_MONOTONIC)),
        "A clock for short times.",
    ),
    function(
        "perf_counter_ns",
        "()",
        |vm, _| nanos(vm, clock::now(libc::CLOCK_MONOTONIC)),
        "The same in nanoseconds.",
    ),
    function(
        "process_time",
        "()",
        |vm, _| seconds(vm, clock::now(libc::CLOCK_PROCESS_CPUTIME_ID)),
        "Processor time of the process.",
    ),
    function(
        "process_time_ns",
        "()",
        |vm, _| nanos(vm, clock::now(libc::CLOCK_PROCESS_CPUTIME_ID)),
        "The same in nanoseconds.",
    ),
    function(
        "thread_time",
        "()",
        |vm, _| seconds(vm, clock::now(libc::CLOCK_THREAD_CPUTIME_ID)),
        "Processor time of the thread.",
    ),
    function(
        "thread_time_ns",
        "()",
        |vm, _| nanos(vm, clock::now(libc::CLOCK_THREAD_CPUTIME_ID)),
        "The same in nanoseconds.",
    ),
    function(
        "clock_gettime",
        "(clk_id, /)",
        |vm, a| seconds(vm, clock::now(clock_id(vm, a)?)),
        "Seconds of a clock.",
    ),
    function(
        "clock_gettime_ns",
        "(clk_id, /)",
        |vm, a| nanos(vm, clock::now(clock_id(vm, a)?)),
        "Nanoseconds of a clock.",
    ),
    function("sleep", "(seconds, /)", sleep, "Waits."),
    function("gmtime", "(seconds=None, /)", gmtime, "UTC time as a struct."),
    function("localtime", "(seconds=None, /)", localtime, "Local time as a struct."),
    function("mktime", "(time_tuple, /)", mktime, "Seconds since the epoch of a local time."),
    function("strftime", "(format, time_tuple=<unrepresentable>, /)", strftime, "A time as text."),
    function("asctime", "(time_tuple=<unrepresentable>, /)", asctime, "A time as fixed text."),
    function("ctime", "(seconds=None, /)", ctime, "Seconds since the epoch as fixed text."),
    function("strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", strptime, "A time read from text."),
    function("tzset", "()", tzset, "Looks at the time zone again."),
    function("get_clock_info", "(name, /)", get_clock_info, "What a clock is."),
];

const FIELDS: &[&str] =
    &["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("time", Some("Clocks and calendar times."));
    vm.add_functions(&module, ROWS);
    let set = |name: &str, v: Value| module.dict.set_str(&vm.intern(name), v);
    set("struct_time", struct_time(vm).into());
    for (name, id) in [
        ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
        ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
    ] {
        set(name, vm.new_int(i64::from(id)));
    }
    let zone = clock::zone();
    set("timezone", vm.new_int(zone.west));
    set("altzone", vm.new_int(zone.west));
    set("daylight", vm.new_int(0));
    set("tzname", vm.new_tuple(vec![vm.str_value(&zone.name), vm.str_value(&zone.name)]).into());
    Ok(module)
}

fn struct_time(vm: &Vm) -> Ref<Type> {
    if let Some(c) = vm.module_state.borrow().get("struct_time").and_then(|v| v.clone().downcast().ok()) {
        return c;
    }
    let class = structseq::new_class(vm, "time.struct_time", "A calendar time as a named tuple.", FIELDS);
    vm.module_state.borrow_mut().insert("struct_time", class.value().clone());
    class
}

fn seconds(vm: &Vm, nanos: i128) -> NativeResult {
    done(vm.new_float(nanos as f64 / 1e9))
}

fn nanos(vm: &Vm, nanos: i128) -> NativeResult {
    done(vm.new_int(i64::try_from(nanos).unwrap_or(i64::MAX)))
}

fn clock_id(vm: &Vm, args: &[Slot]) -> Fallible<i32> {
    crate::helpers::int32(vm, arg(args, 0))
}

/// A number of seconds: int or float.
fn number(vm: &Vm, v: &Value) -> Fallible<f64> {
    if let Some(f) = kaa_vm::types::float::as_f64(v) {
        return Ok(f);
    }
    if let Some(i) = kaa_vm::types::int::as_bigint(v) {
        return Ok(i.to_f64().unwrap_or(f64::INFINITY));
    }
    let name = vm.type_name(v);
    Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")))
}

fn sleep(vm: &Vm, args: &[Slot]) -> NativeResult {
    let s = number(vm, arg(args, 0))?;
    if s.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if s < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    match std::time::Duration::try_from_secs_f64(s) {
        Ok(d) => {
            let until = clock::now(libc::CLOCK_MONOTONIC).saturating_add_unsigned(d.as_nanos());
            while !clock::sleep_until(until) {
                vm.check_signals()?;
            }
        }
        Err(_) => return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
    }
    done(Value::None)
}

/// Seconds since the epoch from an optional argument.
fn moment(vm: &Vm, args: &[Slot]) -> Fallible<i64> {
    match some(args, 0) {
        Some(v) => {
            let s = number(vm, v)?.floor();
            if s.is_nan() {
                return Err(vm.value_error("Invalid value NaN (not a number)"));
            }
            if s.abs() >= 9.2e18 {
                return Err(vm.overflow_error("timestamp out of range for platform time_t"));
            }
            Ok(s as i64)
        }
        None => Ok(i64::try_from(clock::now(libc::CLOCK_REALTIME).div_euclid(1_000_000_000)).unwrap_or(0)),
    }
}

fn to_struct(vm: &Vm, t: Option<clock::Calendar>) -> NativeResult {
    match t {
        Some(t) => {
            done(structseq::new_instance(vm, &struct_time(vm), t.iter().map(|i| vm.new_int(*i)).collect()))
        }
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn gmtime(vm: &Vm, args: &[Slot]) -> NativeResult {
    to_struct(vm, clock::utc(moment(vm, args)?))
}

fn localtime(vm: &Vm, args: &[Slot]) -> NativeResult {
    to_struct(vm, clock::local(moment(vm, args)?))
}

/// A time tuple argument, checked; now when it is missing.
fn calendar(vm: &Vm, v: Option<&Value>) -> Fallible<clock::Calendar> {
    let Some(v) = v else {
        return clock::local(moment(vm, &[])?).ok_or_else(|| vm.overflow_error("time out of range"));
    };
    let Some(t) = v.payload::<Tuple>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if t.len() != 9 {
        return Err(vm.type_error(
            "function takes exactly 9 arguments (".to_string() + &t.len().to_string() + " given)",
        ));
    }
    let mut c: clock::Calendar = [0; 9];
    for (slot, v) in c.iter_mut().zip(t.iter()) {
        *slot = vm.index_i64(v)?;
    }
    Ok(c)
}

/// The tuple in range for text: as C wants it, months and days from 1 (0 allowed).
fn checked(vm: &Vm, mut c: clock::Calendar) -> Fallible<clock::Calendar> {
    for i in [1, 2, 7] {
        c[i] = if c[i] == 0 { 1 } else { c[i] };
    }
    for (i, max, what) in [
        (1, 12, "month"),
        (2, 31, "day of month"),
        (3, 23, "hour"),
        (4, 59, "minute"),
        (5, 61, "seconds"),
        (7, 366, "day of year"),
    ] {
        let min = if matches!(i, 3..=5) { 0 } else { 1 };
        if !(min..=max).contains(&c[i]) {
            return Err(vm.value_error(format!("{what} out of range")));
        }
    }
    if c[6] < -1 {
        return Err(vm.value_error("day of week out of range"));
    }
    c[6] = c[6].rem_euclid(7);
    Ok(c)
}

fn mktime(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = calendar(vm, Some(arg(args, 0)))?;
    match clock::epoch(&c) {
        Some(s) => done(vm.new_float(s as f64)),
        None => Err(vm.overflow_error("mktime argument out of range")),
    }
}

fn strftime(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(format) = arg(args, 0).payload::<Str>() else {
        let name = vm.type_name(arg(args, 0));
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {name}")));
    };
    let c = checked(vm, calendar(vm, args.get(1).and_then(|s| s.as_ref()))?)?;
    done(vm.new_str_owned(clock::format(format.as_bytes(), &c)))
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn fixed_text(vm: &Vm, c: &clock::Calendar) -> NativeResult {
    let pick = |names: &[&'static str], i: i64| {
        usize::try_from(i).ok().and_then(|i| names.get(i).copied()).unwrap_or("???")
    };
    let (day, month) = (pick(&DAYS, c[6]), pick(&MONTHS, c[1].saturating_sub(1)));
    done(vm.str_value(&format!("{day} {month} {:2} {:02}:{:02}:{:02} {}", c[2], c[3], c[4], c[5], c[0])))
}

fn asctime(vm: &Vm, args: &[Slot]) -> NativeResult {
    let c = checked(vm, calendar(vm, args.first().and_then(|s| s.as_ref()))?)?;
    fixed_text(vm, &c)
}

fn ctime(vm: &Vm, args: &[Slot]) -> NativeResult {
    match clock::local(moment(vm, args)?) {
        Some(c) => fixed_text(vm, &c),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn strptime(vm: &Vm, args: &[Slot]) -> NativeResult {
    let module = vm.import_module("_strptime")?;
    let given: Vec<Value> = args.iter().flatten().cloned().collect();
    done(vm.call_method(&module, "_strptime_time", &given)?)
}

fn tzset(_vm: &Vm, _args: &[Slot]) -> NativeResult {
    clock::look_at_zone();
    done(Value::None)
}

fn get_clock_info(vm: &Vm, args: &[Slot]) -> NativeResult {
    let name = crate::helpers::text(vm, arg(args, 0), "get_clock_info() argument 1")?;
    let (implementation, monotonic, adjustable) = match name.as_str() {
        "time" => ("clock_gettime(CLOCK_REALTIME)", false, true),
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", true, false),
        "process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false),
        "thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let items = vec![
        ("implementation", vm.str_value(implementation)),
        ("monotonic", Value::bool(monotonic)),
        ("adjustable", Value::bool(adjustable)),
        ("resolution", vm.new_float(1e-9)),
    ];
    done(crate::sys::new_namespace(vm, items))
}
