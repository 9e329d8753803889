//! First pass, annotations (PEP 649): each function, class and module has at most one `__annotate__` block, and what
//! annotations mention counts there instead of around them.

use super::build::Builder;
use super::scope::{BlockKind, Flags, ScopeKey};
use crate::errors::Res;
use ruff_python_ast::{Expr, ParameterWithDefault, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

impl Builder<'_> {
    /// The annotation of a variable.
    pub(super) fn annotation(&mut self, annotation: &Expr) -> Res {
        let kind = self.kind();
        // Inside a function such an annotation is never evaluated.
        let unevaluated = kind == BlockKind::Function;
        // A module's annotations may be asked for before it has run to its end: all of them are conditional.
        let conditional = match kind {
            BlockKind::Module => true,
            BlockKind::Class => self.cur().in_conditional_block,
            _ => false,
        };
        if conditional && !self.cur().has_conditional_annotations {
            self.cur().has_conditional_annotations = true;
            self.add("__conditional_annotations__", Flags::USE, annotation.range())?;
        }
        let owner = self.cur_id();
        match self.table[owner].annotation_block {
            Some(block) => self.enter_existing(block),
            None => {
                let block = self.enter(BlockKind::Annotation, None, annotation.range())?;
                self.table[owner].annotation_block = Some(block);
                if kind == BlockKind::Class && !self.settings.future_annotations {
                    self.see_class(annotation.range())?;
                }
            }
        }
        self.cur().in_unevaluated_annotation |= unevaluated;
        self.expr(annotation)?;
        if unevaluated {
            self.cur().in_unevaluated_annotation = false;
        }
        self.leave();
        Ok(())
    }

    /// The annotations of a function's parameters and its result.
    pub(super) fn parameter_annotations(&mut self, def: &StmtFunctionDef, range: TextRange) -> Res {
        let in_class = self.cur().can_see_class_scope || self.kind() == BlockKind::Class;
        let parameters = &*def.parameters;
        self.enter(BlockKind::Annotation, Some(ScopeKey::annotations(parameters)), range)?;
        if in_class {
            self.see_class(range)?;
        }
        self.plain_annotations(&parameters.posonlyargs)?;
        self.plain_annotations(&parameters.args)?;
        if let Some(param) = &parameters.vararg {
            self.one_annotation(param.annotation.as_deref())?;
        }
        if let Some(param) = &parameters.kwarg {
            self.one_annotation(param.annotation.as_deref())?;
        }
        self.plain_annotations(&parameters.kwonlyargs)?;
        self.one_annotation(def.returns.as_deref())?;
        self.leave();
        Ok(())
    }

    fn plain_annotations(&mut self, params: &[ParameterWithDefault]) -> Res {
        params.iter().try_for_each(|param| self.one_annotation(param.parameter.annotation.as_deref()))
    }

    fn one_annotation(&mut self, annotation: Option<&Expr>) -> Res {
        let Some(annotation) = annotation else { return Ok(()) };
        self.cur().annotations_used = true;
        self.expr(annotation)
    }
}
