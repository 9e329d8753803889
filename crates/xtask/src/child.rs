//! Child processes under limits: time, memory, native stack. Knows neither Kaa nor goldens.
//!
//! The limits are set by the shell's `ulimit` before it becomes the program, so no unsafe code is needed here.
use std::ffi::OsStr;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What a child may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wall time until the child is killed.
    pub time: Duration,
    /// Address space in KiB.
    pub memory_kib: Option<u64>,
    /// Native stack in KiB.
    pub stack_kib: Option<u64>,
}

impl Limits {
    /// Only a limit of time.
    pub fn seconds(seconds: u64) -> Self {
        Limits { time: Duration::from_secs(seconds), memory_kib: None, stack_kib: None }
    }
}

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It exited with this status; killed by signal N reads as -N, as Python's `subprocess` has it.
    Status(i32),
    /// It ran too long and was killed.
    TimedOut,
}

impl Ending {
    /// Whether the process died in a way that no Python program may bring about: a signal or a Rust panic.
    pub fn is_crash(self) -> bool {
        matches!(self, Ending::Status(status) if status < 0 || status == 101)
    }
}

/// What a child left behind.
#[derive(Clone, Debug)]
pub struct Finished {
    /// What it wrote to standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub ending: Ending,
    /// Wall time from start to end.
    pub wall: Duration,
}

/// More output than this is cut: a runaway loop must not fill our memory.
const MOST_OUTPUT: u64 = 64 << 20;

/// A command for `program` under the limits of memory and stack. The caller adds arguments, folder and environment.
pub fn command(program: impl AsRef<OsStr>, limits: &Limits) -> Command {
    let mut setup = String::from("ulimit -c 0; ");
    if let Some(kib) = limits.memory_kib {
        setup.push_str(&format!("ulimit -v {kib}; "));
    }
    if let Some(kib) = limits.stack_kib {
        setup.push_str(&format!("ulimit -s {kib}; "));
    }
    setup.push_str("exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(setup).arg(program.as_ref());
    command.stdin(Stdio::null());
    command
}

/// Runs a prepared command to its end, or to the limit of time.
pub fn finish(mut command: Command, time: Duration) -> Result<Finished, String> {
    let started = Instant::now();
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("{:?}: {error}", command.get_program()))?;
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    let ending = wait(&mut child, started + time)?;
    let wall = started.elapsed();
    // A grandchild may hold the pipes open after the child's end; what it has to say is not waited for.
    let patience = Duration::from_secs(2);
    let text = |pipe: Receiver<Vec<u8>>| pipe.recv_timeout(patience).unwrap_or_default();
    Ok(Finished { stdout: text(stdout), stderr: text(stderr), ending, wall })
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut text = Vec::new();
        if let Some(mut pipe) = pipe {
            // An error while reading ends the text; what came before it still counts.
            let _ = pipe.by_ref().take(MOST_OUTPUT).read_to_end(&mut text);
            // Read on without keeping, or the child would block on a full pipe.
            let _ = std::io::copy(&mut pipe, &mut std::io::sink());
        }
        let _ = sender.send(text);
    });
    receiver
}

fn wait(child: &mut Child, deadline: Instant) -> Result<Ending, String> {
    let mut pause = Duration::from_micros(300);
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(Ending::Status(code(status)));
        }
        if Instant::now() >= deadline {
            // It may have ended in this very moment: then there is nothing to kill.
            let _ = child.kill();
            child.wait().map_err(|error| error.to_string())?;
            return Ok(Ending::TimedOut);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

fn code(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| -signal)).unwrap_or(-1)
}
