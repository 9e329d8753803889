//! Audit events (PEP 578): hooks written in Python hear of what could matter to security.

use crate::flow::Fallible;
use crate::vm::Vm;
use kaa_heap::Value;

impl Vm {
    /// Tells the hooks of an event; its arguments are made only when there are any hooks. A hook may forbid it by raising.
    #[inline]
    pub fn audit(&self, event: &str, args: impl FnOnce() -> Vec<Value>) -> Fallible<()> {
        if self.audit_hooks.borrow().is_empty() { Ok(()) } else { self.audit_now(event, args()) }
    }

    #[cold]
    fn audit_now(&self, event: &str, args: Vec<Value>) -> Fallible<()> {
        let hooks = self.audit_hooks.borrow().clone();
        let (event, args): (Value, Value) = (self.str_value(event), self.new_tuple(args).into());
        for hook in hooks {
            self.call(&hook, &[event.clone(), args.clone()])?;
        }
        Ok(())
    }

    /// Adds a hook, unless one that is there forbids it.
    pub fn add_audit_hook(&self, hook: &Value) -> Fallible<()> {
        match self.audit("sys.addaudithook", Vec::new) {
            Ok(()) => {
                self.audit_hooks.borrow_mut().push(hook.clone());
                Ok(())
            }
            Err(e) if self.matches(&e, &self.exceptions.runtime_error) => Ok(()),
            Err(e) => Err(e),
        }
    }
}
