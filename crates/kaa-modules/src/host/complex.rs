//! Functions of complex numbers, from the C library: it knows what C's Annex G says about infinities and signs of zero.

/// A complex number as C passes it: two floats.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

macro_rules! functions {
    ($($name:ident)*) => {
        /// The C library's functions.
        mod c {
            use super::Complex;
            // SAFETY: a complex number of C is passed and returned as a struct of two floats is.
            unsafe extern "C" {
                $(pub(super) safe fn $name(z: Complex) -> Complex;)*
            }
        }
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            pub fn $name(z: Complex) -> Complex {
                c::$name(z)
            }
        )*
    };
}
functions! { cacos cacosh casin casinh catan catanh ccosh cexp clog csinh csqrt ctanh }
