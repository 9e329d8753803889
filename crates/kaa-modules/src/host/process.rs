//! Processes: fork, exec, wait, spawn.

use super::fd::check;
use std::ffi::{CStr, CString};
use std::io::{Error, Result};

/// `fork`: 0 in the child. The runtime has one thread of its own, so that the child may go on with everything.
pub fn fork() -> Result<i32> {
    // SAFETY: no other thread of the runtime can hold a lock that the child would need.
    check(unsafe { libc::fork() } as isize).map(|pid| pid as i32)
}

/// `forkpty`: pid and the descriptor of the terminal.
pub fn fork_pty() -> Result<(i32, i32)> {
    let mut fd = -1;
    let none = std::ptr::null_mut();
    // SAFETY: see `fork`; one place for a number.
    let pid = unsafe { libc::forkpty(&raw mut fd, none, std::ptr::null_mut(), std::ptr::null_mut()) };
    check(pid as isize).map(|pid| (pid as i32, fd))
}

/// Pointers to the texts, and a null one at the end.
fn vector(texts: &[CString]) -> Vec<*const libc::c_char> {
    texts.iter().map(|t| t.as_ptr()).chain([std::ptr::null()]).collect()
}

/// `execv`, or `execve` with an environment; comes back only with an error.
pub fn exec(path: &CStr, args: &[CString], env: Option<&[CString]>) -> Error {
    let argv = vector(args);
    // SAFETY: path and vectors live through the call and end with null pointers.
    unsafe {
        match env {
            None => libc::execv(path.as_ptr(), argv.as_ptr()),
            Some(env) => libc::execve(path.as_ptr(), argv.as_ptr(), vector(env).as_ptr()),
        }
    };
    Error::last_os_error()
}

/// `fexecve`.
pub fn exec_fd(fd: i32, args: &[CString], env: &[CString]) -> Error {
    // SAFETY: the vectors live through the call and end with null pointers.
    unsafe { libc::fexecve(fd, vector(args).as_ptr(), vector(env).as_ptr()) };
    Error::last_os_error()
}

/// `waitpid`: pid and status.
pub fn wait_pid(pid: i32, options: i32) -> Result<(i32, i32)> {
    let mut status = 0;
    // SAFETY: one place for a number.
    check(unsafe { libc::waitpid(pid, &raw mut status, options) } as isize).map(|p| (p as i32, status))
}

/// `wait4`: pid, status and what the child used.
pub fn wait_usage(pid: i32, options: i32) -> Result<(i32, i32, libc::rusage)> {
    let mut status = 0;
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: places for a number and a struct of numbers, for which zeroes are valid.
    let p = check(unsafe { libc::wait4(pid, &raw mut status, options, usage.as_mut_ptr()) } as isize)?;
    // SAFETY: see above.
    Ok((p as i32, status, unsafe { usage.assume_init() }))
}

/// `waitid`: pid, user, signal, status, code; none when nothing is there.
pub fn wait_id(kind: u32, id: u32, options: i32) -> Result<Option<[i32; 5]>> {
    let mut info = std::mem::MaybeUninit::<libc::siginfo_t>::zeroed();
    // SAFETY: a place for a struct, for which zeroes are valid.
    check(unsafe { libc::waitid(kind, id, info.as_mut_ptr(), options) } as isize)?;
    // SAFETY: see above; the fields are those of a child's signal.
    let info = unsafe { info.assume_init() };
    // SAFETY: the call filled the fields of a child's signal, or left zeroes.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    Ok((pid != 0).then_some([pid, uid as i32, info.si_signo, status, info.si_code]))
}

/// What happens to descriptors in a spawned child.
pub enum FileAction {
    /// Open a path as this descriptor.
    Open(i32, CString, i32, u32),
    /// Close it.
    Close(i32),
    /// Copy one to another.
    Duplicate(i32, i32),
    /// Close all from here on.
    CloseFrom(i32),
}

/// What else is set in a spawned child.
#[derive(Default)]
pub struct SpawnSettings {
    /// Process group.
    pub group: Option<i32>,
    /// Back to the real ids.
    pub reset_ids: bool,
    /// A new session.
    pub new_session: bool,
    /// Signals that are blocked.
    pub mask: Option<Vec<i32>>,
    /// Signals that get their default handling.
    pub defaults: Option<Vec<i32>>,
    /// Policy and priority.
    pub scheduler: Option<(Option<i32>, i32)>,
}

fn signal_set(signals: &[i32]) -> libc::sigset_t {
    let mut set = std::mem::MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: the set is made empty first; a number that is no signal changes nothing.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for s in signals {
            libc::sigaddset(set.as_mut_ptr(), *s);
        }
        set.assume_init()
    }
}

/// `posix_spawn`, or `posix_spawnp` when the program is looked for along the path.
pub fn spawn(
    search: bool,
    path: &CStr,
    args: &[CString],
    env: &[CString],
    actions: &[FileAction],
    settings: &SpawnSettings,
) -> Result<i32> {
    let status = |r: i32| if r == 0 { Ok(()) } else { Err(Error::from_raw_os_error(r)) };
    let mut files = std::mem::MaybeUninit::zeroed();
    let mut attributes = std::mem::MaybeUninit::zeroed();
    // SAFETY: both structs are made by their own functions before use and destroyed at the end; texts and vectors live
    // through the call.
    unsafe {
        status(libc::posix_spawn_file_actions_init(files.as_mut_ptr()))?;
        status(libc::posix_spawnattr_init(attributes.as_mut_ptr()))?;
        let (files, attributes) = (files.as_mut_ptr(), attributes.as_mut_ptr());
        for a in actions {
            status(match a {
                FileAction::Open(fd, path, flags, mode) => {
                    libc::posix_spawn_file_actions_addopen(files, *fd, path.as_ptr(), *flags, *mode)
                }
                FileAction::Close(fd) => libc::posix_spawn_file_actions_addclose(files, *fd),
                FileAction::Duplicate(a, b) => libc::posix_spawn_file_actions_adddup2(files, *a, *b),
                FileAction::CloseFrom(first) => {
                    let open = open_descriptors().into_iter().filter(|fd| fd >= first);
                    let closed = open.map(|fd| libc::posix_spawn_file_actions_addclose(files, fd));
                    closed.fold(0, |all, r| if all == 0 { r } else { all })
                }
            })?;
        }
        set_attributes(attributes, settings)?;
        let mut pid = 0;
        let call = if search { libc::posix_spawnp } else { libc::posix_spawn };
        let (argv, envp) = (vector(args), vector(env));
        let r =
            call(&raw mut pid, path.as_ptr(), files, attributes, argv.as_ptr().cast(), envp.as_ptr().cast());
        libc::posix_spawn_file_actions_destroy(files);
        libc::posix_spawnattr_destroy(attributes);
        status(r).map(|()| pid)
    }
}

/// The descriptors of this process.
fn open_descriptors() -> Vec<i32> {
    let Ok(entries) = std::fs::read_dir("/proc/self/fd") else { return Vec::new() };
    entries.flatten().filter_map(|e| e.file_name().to_str()?.parse().ok()).collect()
}

/// # Safety
/// `attributes` was made by `posix_spawnattr_init`.
unsafe fn set_attributes(attributes: *mut libc::posix_spawnattr_t, s: &SpawnSettings) -> Result<()> {
    let mut flags = 0;
    // SAFETY: the caller promises a valid struct; the sets live through the calls.
    unsafe {
        if let Some(group) = s.group {
            flags |= libc::POSIX_SPAWN_SETPGROUP;
            libc::posix_spawnattr_setpgroup(attributes, group);
        }
        if s.reset_ids {
            flags |= libc::POSIX_SPAWN_RESETIDS;
        }
        if s.new_session {
            flags |= 0x80;
        }
        if let Some(mask) = &s.mask {
            flags |= libc::POSIX_SPAWN_SETSIGMASK;
            libc::posix_spawnattr_setsigmask(attributes, &signal_set(mask));
        }
        if let Some(defaults) = &s.defaults {
            flags |= libc::POSIX_SPAWN_SETSIGDEF;
            libc::posix_spawnattr_setsigdefault(attributes, &signal_set(defaults));
        }
        match libc::posix_spawnattr_setflags(attributes, flags as i16) {
            0 => Ok(()),
            e => Err(Error::from_raw_os_error(e)),
        }
    }
}

/// `system`: the shell runs a command.
pub fn shell(command: &CStr) -> i32 {
    // SAFETY: the command lives through the call.
    unsafe { libc::system(command.as_ptr()) }
}
