//! Modules of one function each: `_suggestions`, `_statistics`, `_uuid`.

use crate::host::{clock, posix};
use kaa_vm::flow::done;
use kaa_vm::native::{Method, Slot, arg, function};
use kaa_vm::types::{List, Module, Str};
use kaa_vm::{Fallible, NativeResult, Ref, Value, Vm};

const SUGGESTIONS: &[Method] = &[function(
    "_generate_suggestions",
    "($module, candidates, item, /)",
    suggest,
    "The candidate that is most like a name.",
)];
const STATISTICS: &[Method] = &[function(
    "_normal_dist_inv_cdf",
    "($module, p, mu, sigma, /)",
    inverse,
    "Where a normal distribution has a probability below.",
)];
const UUID: &[Method] =
    &[function("generate_time_safe", "($module, /)", time_id, "An identifier of time and chance.")];

/// Makes `_suggestions`.
pub(crate) fn make_suggestions(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_suggestions", None);
    vm.add_functions(&module, SUGGESTIONS);
    Ok(module)
}

/// Makes `_statistics`.
pub(crate) fn make_statistics(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_statistics", Some("For the module statistics."));
    vm.add_functions(&module, STATISTICS);
    Ok(module)
}

/// Makes `_uuid`.
pub(crate) fn make_uuid(vm: &Vm) -> Fallible<Ref<Module>> {
    let module = vm.new_module("_uuid", Some("For the module uuid."));
    vm.add_functions(&module, UUID);
    module.dict.set_str(&vm.intern("has_uuid_generate_time_safe"), vm.new_int(1));
    module.dict.set_str(&vm.intern("has_stable_extractable_node"), vm.new_int(0));
    Ok(module)
}

fn suggest(vm: &Vm, args: &[Slot]) -> NativeResult {
    let Some(item) = arg(args, 2).payload::<Str>() else {
        let got = vm.type_name(arg(args, 2));
        return Err(vm.type_error(format!("_generate_suggestions() argument 2 must be str, not {got}")));
    };
    let Some(list) = arg(args, 1).payload::<List>() else {
        return Err(vm.type_error("candidates must be a list"));
    };
    let mut names = Vec::new();
    for v in list.to_vec() {
        match v.payload::<Str>() {
            Some(s) => names.push(s.to_string_lossy().into_owned()),
            None => return Err(vm.type_error("all elements in 'candidates' must be strings")),
        }
    }
    done(match kaa_vm::exceptions::suggest::closest_name(&item.to_string_lossy(), &names) {
        Some(name) => vm.str_value(&name),
        None => Value::None,
    })
}

/// A polynomial; the highest power's factor first.
fn polynomial(factors: &[f64], x: f64) -> f64 {
    factors.iter().fold(0.0, |sum, f| sum * x + f)
}

/// Wichura's algorithm AS 241 (1988), PPND16.
fn inverse(vm: &Vm, args: &[Slot]) -> NativeResult {
    let (p, mu, sigma) =
        (vm.real_argument(arg(args, 1))?, vm.real_argument(arg(args, 2))?, vm.real_argument(arg(args, 3))?);
    if p <= 0.0 || p >= 1.0 {
        return Err(vm.value_error("inv_cdf undefined for these parameters"));
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        let x = polynomial(&CENTRE.0, r) * q / polynomial(&CENTRE.1, r);
        return done(vm.new_float(mu + x * sigma));
    }
    let r = (-(if q <= 0.0 { p } else { 1.0 - p }).ln()).sqrt();
    let (table, r) = if r <= 5.0 { (&NEAR, r - 1.6) } else { (&FAR, r - 5.0) };
    let x = polynomial(&table.0, r) / polynomial(&table.1, r);
    let x = if q < 0.0 { -x } else { x };
    done(vm.new_float(mu + x * sigma))
}

type Table = ([f64; 8], [f64; 8]);
const CENTRE: Table = (
    [
        2.509_080_928_730_122_7e3,
        3.343_057_558_358_812_8e4,
        6.726_577_092_700_87e4,
        4.592_195_393_154_987e4,
        1.373_169_376_550_946_1e4,
        1.971_590_950_306_551_3e3,
        1.331_416_678_917_843_8e2,
        3.387_132_872_796_366_5,
    ],
    [
        5.226_495_278_852_854_6e3,
        2.872_908_573_572_194_3e4,
        3.930_789_580_009_271e4,
        2.121_379_430_158_659_7e4,
        5.394_196_021_424_751e3,
        6.871_870_074_920_579e2,
        4.231_333_070_160_091e1,
        1.0,
    ],
);
const NEAR: Table = (
    [
        7.745_450_142_783_414e-4,
        2.272_384_498_926_918_4e-2,
        2.417_807_251_774_506e-1,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        1.519_866_656_361_645_7e-2,
        1.481_039_764_274_800_8e-1,
        6.897_673_349_851e-1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_758_8,
        1.0,
    ],
);
const FAR: Table = (
    [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        1.242_660_947_388_078_4e-3,
        2.653_218_952_657_612_4e-2,
        2.965_605_718_285_049e-1,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        1.487_536_129_085_061_5e-2,
        1.369_298_809_227_358e-1,
        5.998_322_065_558_88e-1,
        1.0,
    ],
);

/// Version 1 of RFC 9562, with a node of chance.
fn time_id(vm: &Vm, _args: &[Slot]) -> NativeResult {
    /// From the beginning of the Gregorian calendar to the epoch, in steps of 100 nanoseconds.
    const GREGORIAN: i128 = 0x01b2_1dd2_1381_4000;
    let time = clock::now(libc::CLOCK_REALTIME) / 100 + GREGORIAN;
    let time = u64::try_from(time).unwrap_or(0);
    let mut chance = [0; 8];
    posix::random(&mut chance, 0).map_err(|e| crate::helpers::os_error(vm, &e, None))?;
    let mut id = Vec::with_capacity(16);
    id.extend((time as u32).to_be_bytes());
    id.extend(((time >> 32) as u16).to_be_bytes());
    id.extend((((time >> 48) as u16) & 0x0fff | 0x1000).to_be_bytes());
    id.extend([chance[0] & 0x3f | 0x80, chance[1], chance[2] | 1]);
    id.extend(&chance[3..]);
    done(vm.new_tuple(vec![vm.new_bytes_owned(id), vm.new_int(-1)]))
}
