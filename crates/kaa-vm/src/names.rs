//! Interned strings that the runtime itself looks up, made once: `vm.names.__init__` and so on.

use crate::types::Str;
use kaa_heap::Ref;

macro_rules! names {
    ($($name:ident)*) => {
        /// The runtime's own interned strings.
        #[expect(missing_docs, reason = "each field is the string of its name")]
        #[expect(non_snake_case, reason = "each field is the string of its name")]
        pub struct Names { $(pub $name: Ref<Str>,)* }
        impl Names {
            pub(crate) fn new(mut intern: impl FnMut(&str) -> Ref<Str>) -> Names {
                Names { $($name: intern(stringify!($name)),)* }
            }
        }
    };
}

names! {
    __name__ __qualname__ __module__ __doc__ __dict__ __class__ __bases__ __mro__ __annotations__ __annotate__ __type_params__
    __init__ __new__ __del__ __call__ __get__ __set__ __delete__ __set_name__ __init_subclass__ __class_getitem__ __prepare__
    __getattribute__ __getattr__ __setattr__ __delattr__ __slots__ __weakref__ __mro_entries__ __orig_bases__
    __repr__ __str__ __bytes__ __format__ __hash__ __bool__ __len__ __length_hint__ __index__ __int__ __float__ __complex__
    __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __getitem__ __setitem__ __delitem__ __contains__ __missing__ __reversed__
    __iter__ __next__ __await__ __aiter__ __anext__ __enter__ __exit__ __aenter__ __aexit__ __instancecheck__ __subclasscheck__
    __abs__ __neg__ __pos__ __invert__ __round__ __trunc__ __floor__ __ceil__ __dir__ __sizeof__ __reduce__ __reduce_ex__
    __builtins__ __import__ __build_class__ __file__ __loader__ __package__ __spec__ __path__ __main__ __all__ __debug__
    __classcell__ __classdictcell__ __static_attributes__ __firstlineno__ __match_args__ __notes__ __cause__ __context__
    __traceback__ __suppress_context__ __wrapped__ __func__ __self__ __objclass__ __abstractmethods__ __origin__ __args__
    __closure__ __code__ __defaults__ __kwdefaults__ __globals__ __classdict__ __buffer__ __release_buffer__ __fspath__
    __unpacked__ __parameters__ __typing_subst__ __subclasses__ __set__name__ __isabstractmethod__ __text_signature__
    send throw close value name obj path msg args keys items values get code builtins sys stdout stderr stdin write flush
    readline print_file_and_line errno strerror filename filename2 end sep file encoding errors mode join append real imag
    displayhook excepthook unraisablehook last_exc modules meta_path warnings warn key default metaclass cls
    argv exit lineno offset text end_lineno end_offset object start stop step reason
}
