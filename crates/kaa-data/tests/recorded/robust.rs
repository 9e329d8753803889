//! No input panics: random texts, bytes, numbers and positions through everything public. Results do not matter here.
//!
//! Must not know: right answers; the other modules have them. The numbers are random but the same in every run.

use kaa_data::codec::{Codec, CodecError, Failure, Handler, Input};
use kaa_data::format::template::Numbering;
use kaa_data::format::{self, percent, template};
use kaa_data::int_text::{self, ByteOrder, Signedness};
use kaa_data::number::{Complex, Int, complex, convert, float, hash, int};
use kaa_data::wtf8::{Side, Wtf8, Wtf8Buf};
use kaa_data::{float_text, pack, repr, unicode};
use num_bigint::BigInt;

struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    fn text(&mut self, alphabet: &[u32]) -> Wtf8Buf {
        let len = self.below(9);
        Wtf8Buf::from_code_points((0..len).map(|_| self.pick(alphabet)).collect::<Vec<_>>())
    }

    fn float(&mut self) -> f64 {
        let bits = self.below(1 << 31) << 33 | self.below(1 << 31) << 2 | self.below(4);
        self.pick(&[
            f64::from_bits(bits),
            0.0,
            -0.0,
            f64::NAN,
            f64::INFINITY,
            f64::MAX,
            f64::MIN,
            5e-324,
            1.5,
            -1e16,
        ])
    }

    fn index(&mut self) -> i64 {
        let near = self.below(12) as i64 - 4;
        self.pick(&[near, near, near, 0, -1, 1, i64::MAX, i64::MIN, i64::MIN + 1])
    }

    fn big(&mut self) -> BigInt {
        let shift = self.below(1200);
        let near = BigInt::from(self.below(9) as i64 - 4);
        let far = (BigInt::from(1) << shift) + &near;
        match self.below(4) {
            0 => near,
            1 => far,
            2 => -far,
            _ => BigInt::from(self.index()),
        }
    }
}

const ODD: &[u32] = &[
    0, 9, 10, 13, 32, 0x2C, 0x30, 0x31, 0x41, 0x61, 0x7F, 0x85, 0xDF, 0x130, 0x3A3, 0x345, 0x660, 0x2028,
    0xD800, 0xDC80, 0xFB03, 0xFFFE, 0x1F600, 0x10FFFF,
];
const SPEC: &[u32] = &[
    0x20, 0x21, 0x23, 0x25, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x30, 0x31, 0x39, 0x3A, 0x3C, 0x3D,
    0x3E, 0x5B, 0x5D, 0x5E, 0x5F, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x6E, 0x72, 0x73, 0x78, 0x7A, 0x7B,
    0x7B, 0x7D, 0x7D, 0xE9, 0xD800, 0x663,
];
const NUMERIC: &[u32] = &[
    0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x30, 0x31, 0x38, 0x5F, 0x61, 0x62, 0x65, 0x66, 0x69, 0x6A, 0x6E,
    0x6F, 0x70, 0x78, 0x660, 0xE9, 0xD800,
];

fn texts(r: &mut Random) {
    let (s, n) = (r.text(ODD), r.text(ODD));
    let (s, n) = (s.as_wtf8(), n.as_wtf8());
    let (a, b) = (r.index(), r.index());
    let _ =
        (s.find(n, a, b), s.rfind(n, a, b), s.count(n, a, b), s.starts_with(n, a, b), s.ends_with(n, a, b));
    let _ =
        (s.split(n, a), s.rsplit(n, a), s.split_whitespace(a), s.rsplit_whitespace(a), s.splitlines(true));
    let _ = (s.partition(n), s.rpartition(n), s.replace(n, s, a), s.remove_prefix(n), s.remove_suffix(n));
    let _ = (s.to_upper(), s.to_lower(), s.to_title(), s.to_capitalized(), s.to_swapcase(), s.to_casefold());
    let _ = (s.is_title(), s.is_identifier(), s.is_printable(), s.to_ascii_number(), s.to_string_lossy());
    let _ = (
        s.strip(Side::Both, Some(n)),
        s.zfill(a.min(99)),
        s.expandtabs(a.min(99)),
        s.justify(Side::Both, a.min(99), 0xD800),
    );
    let _ = (s.zfill(i64::MAX), Wtf8::from("\t\t").expandtabs(i64::MAX), s.justify(Side::Left, i64::MAX, 32));
    let _ = (s.slice(a as usize, b as usize), s.slice_step(a as usize, b as isize, 5), s.get(a as usize));
    let _ =
        (repr::str_repr(s), repr::str_ascii(s), repr::bytes_repr(s.as_bytes()), repr::escape_non_ascii(s));
    for c in s.code_points() {
        let _ = (unicode::name(c), unicode::category(c), unicode::numeric_value(c), unicode::simple_lower(c));
    }
}

fn numbers(r: &mut Random) {
    let (a, b, m) = (r.big(), r.big(), r.big());
    let (i, j) = (r.index(), r.index());
    let (x, y) = (r.float(), r.float());
    let _ = (int::floor_div(&a, &b), int::modulo(&a, &b), int::div_mod(&a, &b), int::true_div(&a, &b));
    let _ = (int::floor_div_small(i, j), int::modulo_small(i, j), int::true_div_small(i, j));
    let _ = (
        int::shl_small(i, j.min(5000)),
        int::shr_small(i, j),
        int::shr(&a, &b),
        int::pow_small(i, j.unsigned_abs() % 50),
    );
    let _ = (int::pow_mod(&a, &(&b % 1000), &m), int::round_to_power_of_ten(&a, i.unsigned_abs()));
    let _ = (
        int::pow(&a, &BigInt::from(i.unsigned_abs() % 20)),
        hash::int(&a),
        hash::float(x),
        convert::int_to_float(&a),
    );
    let _ = (
        convert::compare(&a, x),
        convert::compare_small(i, x),
        convert::as_integer_ratio(x),
        convert::round(x),
    );
    let _ = (float::div_mod(x, y), float::pow(x, y), float::round_digits(x, i), float::modulo(x, y));
    let (z, w) = (Complex::new(x, y), Complex::new(y, r.float()));
    let _ = (
        complex::mul(z, w),
        complex::div(z, w),
        complex::pow(z, w),
        complex::abs(z),
        complex::real_div(x, w),
    );
    let _ = (float_text::repr(x), float_text::complex_repr(z), float_text::to_hex(x));
    let length = r.below(40) as usize;
    let _ = int_text::to_bytes(&a, length, ByteOrder::Big, Signedness::Signed);
    let _ = (int_text::to_decimal(&a, 100), int_text::to_prefixed(&a, 16), pack::float_to_half(x));
    for letter in "bBhHiIlLqQnNPefd?c".chars() {
        let code = pack::Code::native(letter).expect("a letter");
        let _ = (code.pack(&pack::Scalar::Int(Int::from(a.clone()))), code.pack(&pack::Scalar::Float(x)));
        let _ = (code.unpack(&x.to_le_bytes()), code.unpack(&[1]), code.struct_error(pack::PackError::Range));
    }
}

fn parsing(r: &mut Random) {
    let t = r.text(NUMERIC);
    let t = t.as_wtf8();
    let base = r.below(40) as i64;
    let _ = (int_text::parse(t, base, 4300), int_text::parse_bytes(t.as_bytes(), base, 3));
    let _ = (float_text::parse(t), float_text::parse_bytes(t.as_bytes()), float_text::parse_complex(t));
    let _ = t.to_str().map(float_text::from_hex);
}

fn formats(r: &mut Random) {
    let spec = r.text(SPEC);
    let spec = spec.as_wtf8();
    if spec.code_points().filter(|&c| unicode::is_decimal(c)).count() > 4 {
        return; // Widths that would really be filled.
    }
    let (x, big) = (r.float(), Int::from(r.big()));
    let _ = (format::format_float(x, spec, "float"), format::format_int(&big, spec, "int", 4300));
    let _ =
        (format::format_str(spec, spec, "str"), format::format_complex(Complex::new(x, x), spec, "complex"));
    let mut numbering = Numbering::default();
    for piece in template::pieces(spec) {
        let Some(field) = piece.ok().and_then(|p| p.field) else { continue };
        if let Ok((first, steps)) = template::split_field_name(field.name) {
            let _ = (numbering.resolve(first), steps.count());
        }
    }
    for operand in [percent::Operand::Mapping, percent::Operand::Other] {
        for piece in percent::pieces(spec, operand) {
            let Ok(percent::Piece::Directive(d)) = piece else { continue };
            let _ = (
                percent::format_int(&big, d.letter, d.layout(), 4300),
                percent::format_float(x, d.letter, d.layout()),
            );
            let _ = (percent::format_text(spec, d.layout()), percent::unsupported(&d));
        }
    }
}

fn codecs(r: &mut Random) {
    let orders = [None, Some(ByteOrder::Little), Some(ByteOrder::Big)];
    let codec = match r.below(8) {
        0 => Codec::Utf8,
        1 => Codec::Utf8Sig,
        2 => Codec::Utf16(r.pick(&orders)),
        3 => Codec::Utf32(r.pick(&orders)),
        4 => Codec::Ascii,
        5 => Codec::Latin1,
        6 => Codec::UnicodeEscape,
        _ => Codec::RawUnicodeEscape,
    };
    let bytes: Vec<u8> = (0..r.below(12))
        .map(|_| r.pick(b"\\xuUN{}09af\0\x80\xBF\xC3\xD8\xDC\xED\xEF\xF0\xFE\xFF\xBB"))
        .collect();
    let text = r.text(ODD);
    let handler = r.pick(&[
        Handler::Strict,
        Handler::Ignore,
        Handler::Replace,
        Handler::BackslashReplace,
        Handler::SurrogateEscape,
        Handler::SurrogatePass,
        Handler::NameReplace,
    ]);
    for input in [Input::Final, Input::Partial] {
        let _ = codec.decode(&bytes, input, &mut |e: &CodecError| handler.decode(e, &bytes));
    }
    let far = r.index().unsigned_abs() as usize;
    let mut left = 20;
    let _ = codec.decode::<()>(&bytes, Input::Final, &mut |e: &CodecError| {
        left -= 1;
        if left < 0 { Err(Failure::Strict(*e)) } else { Ok((Wtf8Buf::from("x"), far)) }
    });
    let _ = codec.encode(text.as_wtf8(), &mut |e: &CodecError| handler.encode(e, text.as_wtf8()));
}

#[test]
fn nothing_panics() {
    let mut random = Random(1);
    for _ in 0..4000 {
        texts(&mut random);
        numbers(&mut random);
        parsing(&mut random);
        formats(&mut random);
        codecs(&mut random);
    }
}
