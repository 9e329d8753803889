//! The module `termios`: settings of terminals.

mod constants;

use crate::helpers::{class_named, enter_class, int32, strerror};
use crate::host::control::{self as host, Tell};
use crate::posix::descriptor;
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{Bytes, List, Module};
use kaa_vm::{Fallible, NativeResult, Raised, Ref, Value, Vm};

const ROWS: &[Method] = &[
    function("tcgetattr", "($module, fd, /)", get, "The settings of a terminal."),
    function("tcsetattr", "($module, fd, when, attributes, /)", set, "Sets the settings of a terminal."),
    function("tcdrain", "($module, fd, /)", |vm, a| tell(vm, a, |_| Tell::Drain), "Waits for output."),
    function("tcflush", "($module, fd, queue, /)", |vm, a| tell(vm, a, Tell::Flush), "Drops what is queued."),
    function("tcflow", "($module, fd, action, /)", |vm, a| tell(vm, a, Tell::Flow), "Stops or starts."),
    function("tcsendbreak", "($module, fd, duration, /)", |vm, a| tell(vm, a, Tell::Break), "Sends a break."),
    function("tcgetwinsize", "($module, fd, /)", window, "Rows and columns."),
    function("tcsetwinsize", "($module, fd, winsize, /)", set_window, "Sets rows and columns."),
];

/// Makes the module.
pub(crate) fn make(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("termios", Some("Settings of terminals."));
    vm.add_functions(&module, ROWS);
    for (name, n) in constants::NUMBERS {
        module.dict.set_str(&vm.intern(name), vm.new_int(*n));
    }
    let class = vm.new_exception_type(&vm.exceptions.exception, "termios.error", "");
    enter_class(vm, &module, "termios.error", &class);
    Ok(module)
}

#[cold]
fn failed(vm: &Vm, e: &std::io::Error) -> Raised {
    let n = e.raw_os_error().unwrap_or(libc::EIO);
    let class = class_named(vm, "termios.error").unwrap_or_else(|| vm.exceptions.os_error.clone());
    vm.error_with(&class, vec![vm.new_int(i64::from(n)), vm.str_value(&strerror(n))])
}

fn get(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = descriptor(vm, arg(args, 1))?;
    let (t, speeds) = host::terminal(fd).map_err(|e| failed(vm, &e))?;
    let counted = t.c_lflag & libc::ICANON == 0;
    let characters = t.c_cc.iter().enumerate().map(|(i, c)| match i {
        libc::VMIN | libc::VTIME if counted => vm.new_int(i64::from(*c)),
        _ => vm.new_bytes(&[*c]),
    });
    let flags = [t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, speeds[0], speeds[1]];
    let mut items: Vec<Value> = flags.iter().map(|n| vm.new_int(i64::from(*n))).collect();
    items.push(vm.new_list(characters.collect()).into());
    done(vm.new_list(items))
}

fn set(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (fd, when) = (descriptor(vm, arg(args, 1))?, int32(vm, arg(args, 2))?);
    let items = arg(args, 3).payload::<List>().map(List::to_vec).unwrap_or_default();
    let [iflag, oflag, cflag, lflag, input, output, characters] = &items[..] else {
        return Err(vm.type_error("tcsetattr, arg 3: must be 7 element list"));
    };
    let (mut t, _) = host::terminal(fd).map_err(|e| failed(vm, &e))?;
    let flag = |v: &Value| vm.index_clamped(v).map(|n| n as u32);
    t.c_iflag = flag(iflag)?;
    t.c_oflag = flag(oflag)?;
    t.c_cflag = flag(cflag)?;
    t.c_lflag = flag(lflag)?;
    let speeds = [flag(input)?, flag(output)?];
    let characters = characters.payload::<List>().map(List::to_vec).unwrap_or_default();
    if characters.len() != t.c_cc.len() {
        let n = t.c_cc.len();
        return Err(vm.type_error(format!("tcsetattr: attributes[6] must be {n} element list")));
    }
    for (place, v) in t.c_cc.iter_mut().zip(&characters) {
        *place = match v.payload::<Bytes>().map(|b| &b.data[..]) {
            Some([c]) => *c,
            None if kaa_vm::types::int::is_int(v) => vm.index_clamped(v)? as u8,
            _ => {
                return Err(vm.type_error(
                    "tcsetattr: elements of attributes must be bytes objects of length 1 or integers",
                ));
            }
        };
    }
    host::set_terminal(fd, when, t, speeds).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

fn tell(vm: &Vm, args: &[Slot], what: fn(i32) -> Tell) -> NativeResult {
    let fd = descriptor(vm, arg(args, 1))?;
    let n = crate::helpers::given(args, 2).map_or(Ok(0), |v| int32(vm, v))?;
    host::tell_terminal(fd, what(n)).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}

fn window(vm: &Vm, args: &[Slot]) -> NativeResult {
    let size = host::window(descriptor(vm, arg(args, 1))?).map_err(|e| failed(vm, &e))?;
    done(vm.new_tuple(size.map(|n| vm.new_int(i64::from(n))).into()))
}

fn set_window(vm: &Vm, args: &[Slot]) -> NativeResult {
    let fd = descriptor(vm, arg(args, 1))?;
    let wrong = || vm.type_error("tcsetwinsize, arg 2: must be a two-item sequence");
    let v = arg(args, 2);
    if vm.class_of(v).special(vm, kaa_vm::dunder::Dunder::GetItem).is_none() {
        return Err(wrong());
    }
    let items = vm.collect(v)?;
    let [rows, columns] = &items[..] else { return Err(wrong()) };
    let size = |v: &Value| {
        u16::try_from(vm.index_clamped(v)?).map_err(|_| vm.overflow_error("winsize value(s) out of range."))
    };
    host::set_window(fd, [size(rows)?, size(columns)?]).map_err(|e| failed(vm, &e))?;
    done(Value::None)
}
