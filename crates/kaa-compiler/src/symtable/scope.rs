//! The data of the symbol table: scopes, the flags of their symbols, and how a tree node finds its scope.
//!
//! Knows no pass; [`super::build`] fills it, [`super::analyze`] completes it.

use super::Name;
use super::names::NameSet;
use ruff_text_size::TextRange;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Index of a scope in its [`SymbolTable`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ScopeId(pub(crate) usize);

/// Which part of which tree node a scope belongs to. Nodes do not move while a program is compiled, so their
/// address names them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ScopeKey(usize, KeyPart);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum KeyPart {
    Body,
    TypeParams,
    Annotations,
    Bound,
    Default,
}

impl ScopeKey {
    /// The body of a function, class, lambda, comprehension or type alias.
    pub(crate) fn body<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr(), KeyPart::Body)
    }
    /// The type parameters of a generic definition.
    pub(crate) fn type_params<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr(), KeyPart::TypeParams)
    }
    /// The annotations of a function's parameters.
    pub(crate) fn annotations<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr(), KeyPart::Annotations)
    }
    /// The bound of a type variable.
    pub(crate) fn bound<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr(), KeyPart::Bound)
    }
    /// The default of a type parameter.
    pub(crate) fn default<T>(node: &T) -> Self {
        Self(std::ptr::from_ref(node).addr(), KeyPart::Default)
    }
}

/// What kind of block a scope is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BlockKind {
    Module,
    Class,
    Function,
    /// An `__annotate__` function.
    Annotation,
    /// The bound, constraints or default of a type parameter.
    TypeVariable,
    /// The value of a `type` statement.
    TypeAlias,
    /// The type parameters of a generic function, class or alias.
    TypeParameters,
}

/// Which comprehension a function block is, if any.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Comprehension {
    No,
    Generator,
    List,
    Set,
    Dict,
}

/// How a name is reached from a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NameScope {
    Unknown,
    Local,
    GlobalExplicit,
    GlobalImplicit,
    Free,
    Cell,
}

/// The facts noted about one symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Flags {
    bits: u16,
    /// The verdict of the analysis.
    pub(crate) scope: NameScope,
}

impl Flags {
    pub(crate) const GLOBAL: u16 = 1;
    pub(crate) const LOCAL: u16 = 1 << 1;
    pub(crate) const PARAM: u16 = 1 << 2;
    pub(crate) const NONLOCAL: u16 = 1 << 3;
    pub(crate) const USE: u16 = 1 << 4;
    pub(crate) const FREE_CLASS: u16 = 1 << 5;
    pub(crate) const IMPORT: u16 = 1 << 6;
    pub(crate) const ANNOT: u16 = 1 << 7;
    pub(crate) const COMP_ITER: u16 = 1 << 8;
    pub(crate) const TYPE_PARAM: u16 = 1 << 9;
    pub(crate) const COMP_CELL: u16 = 1 << 10;
    /// Any way of being bound.
    pub(crate) const BOUND: u16 = Self::LOCAL | Self::PARAM | Self::IMPORT | Self::TYPE_PARAM;
    /// Nothing is known of the symbol.
    pub(crate) const NONE: Self = Self { bits: 0, scope: NameScope::Unknown };

    pub(crate) fn new(bits: u16, scope: NameScope) -> Self {
        Self { bits, scope }
    }
    pub(crate) fn bits(self) -> u16 {
        self.bits
    }
    /// True when any of `mask` is set.
    pub(crate) fn has(self, mask: u16) -> bool {
        self.bits & mask != 0
    }
    pub(crate) fn add(&mut self, mask: u16) {
        self.bits |= mask;
    }
}

/// Symbols in the order in which the program first mentions them.
#[derive(Default)]
pub(crate) struct Symbols {
    index: HashMap<Name, usize>,
    entries: Vec<Option<(Name, Flags)>>,
}

impl Symbols {
    pub(crate) fn get(&self, name: &str) -> Option<Flags> {
        let entry = self.entries.get(*self.index.get(name)?)?;
        entry.as_ref().map(|(_, flags)| *flags)
    }
    pub(crate) fn set(&mut self, name: &Name, flags: Flags) {
        match self.index.get(name) {
            Some(&at) => self.entries[at] = Some((name.clone(), flags)),
            None => {
                self.index.insert(name.clone(), self.entries.len());
                self.entries.push(Some((name.clone(), flags)));
            }
        }
    }
    pub(crate) fn remove(&mut self, name: &str) {
        if let Some(at) = self.index.remove(name) {
            self.entries[at] = None;
        }
    }
    /// A copy that survives changes of the table.
    pub(crate) fn to_vec(&self) -> Vec<(Name, Flags)> {
        self.entries.iter().flatten().cloned().collect()
    }
}

/// One block of the program.
pub(crate) struct Scope {
    pub(crate) kind: BlockKind,
    /// What it is called, when it is not called after its kind.
    pub(crate) name: Option<Name>,
    pub(crate) symbols: Symbols,
    /// Parameters, in the order of their slots.
    pub(crate) varnames: Vec<Name>,
    pub(crate) children: Vec<ScopeId>,
    /// `global` and `nonlocal` declarations, for messages.
    pub(crate) directives: Vec<(Name, TextRange)>,
    pub(crate) range: TextRange,
    pub(crate) comprehension: Comprehension,
    pub(crate) annotation_block: Option<ScopeId>,
    /// In the type parameters of a class: the only names that are mangled there.
    pub(crate) mangled_names: Option<Rc<RefCell<NameSet>>>,
    /// How deep we are in the iterable of a comprehension.
    pub(crate) comp_iter_expr: u32,
    /// What a type-variable block is, for messages.
    pub(crate) scope_info: Option<&'static str>,
    pub(crate) nested: bool,
    pub(crate) generator: bool,
    pub(crate) coroutine: bool,
    pub(crate) varargs: bool,
    pub(crate) varkeywords: bool,
    pub(crate) needs_class_closure: bool,
    pub(crate) needs_classdict: bool,
    pub(crate) comp_inlined: bool,
    pub(crate) comp_iter_target: bool,
    pub(crate) can_see_class_scope: bool,
    pub(crate) has_docstring: bool,
    /// A function written directly in a class body.
    pub(crate) method: bool,
    pub(crate) has_conditional_annotations: bool,
    pub(crate) in_conditional_block: bool,
    pub(crate) in_unevaluated_annotation: bool,
    pub(crate) annotations_used: bool,
}

impl Scope {
    pub(crate) fn new(kind: BlockKind, range: TextRange) -> Self {
        Self {
            kind,
            name: None,
            symbols: Symbols::default(),
            varnames: Vec::new(),
            children: Vec::new(),
            directives: Vec::new(),
            range,
            comprehension: Comprehension::No,
            annotation_block: None,
            mangled_names: None,
            comp_iter_expr: 0,
            scope_info: None,
            nested: false,
            generator: false,
            coroutine: false,
            varargs: false,
            varkeywords: false,
            needs_class_closure: false,
            needs_classdict: false,
            comp_inlined: false,
            comp_iter_target: false,
            can_see_class_scope: false,
            has_docstring: false,
            method: false,
            has_conditional_annotations: false,
            in_conditional_block: false,
            in_unevaluated_annotation: false,
            annotations_used: false,
        }
    }

    /// True for every block whose names live in fast slots.
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, BlockKind::Module | BlockKind::Class)
    }

    pub(crate) fn flags(&self, name: &str) -> Flags {
        self.symbols.get(name).unwrap_or(Flags::NONE)
    }

    pub(crate) fn scope_of(&self, name: &str) -> NameScope {
        self.flags(name).scope
    }
}

/// All scopes of a program.
pub(crate) struct SymbolTable {
    pub(crate) scopes: Vec<Scope>,
    pub(crate) blocks: HashMap<ScopeKey, ScopeId>,
}

impl SymbolTable {
    /// The module's scope.
    pub(crate) const TOP: ScopeId = ScopeId(0);

    pub(crate) fn lookup(&self, key: ScopeKey) -> Option<ScopeId> {
        self.blocks.get(&key).copied()
    }
}

impl std::ops::Index<ScopeId> for SymbolTable {
    type Output = Scope;
    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0]
    }
}

impl std::ops::IndexMut<ScopeId> for SymbolTable {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0]
    }
}
