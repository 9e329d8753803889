//! A pseudo terminal, for tests of the prompt.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::FromRawFd;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A process that believes to talk with a person.
pub(crate) struct Terminal {
    child: Child,
    keyboard: File,
    shown: Receiver<Vec<u8>>,
    /// Everything shown so far, without escape sequences.
    pub(crate) text: String,
    /// How much of it was waited for.
    seen: usize,
}

impl Terminal {
    /// Starts a command on a terminal of its own.
    pub(crate) fn start(command: &mut Command) -> Terminal {
        let (mut master, mut slave) = (0, 0);
        let size = libc::winsize { ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 };
        // SAFETY: the call fills two numbers; the files take them over.
        let (master, slave) = unsafe {
            let none = std::ptr::null_mut();
            let opened =
                libc::openpty(&raw mut master, &raw mut slave, none, std::ptr::null(), &raw const size);
            assert_eq!(opened, 0, "no pseudo terminal");
            // Other tests' processes must not keep this terminal open.
            libc::fcntl(master, libc::F_SETFD, libc::FD_CLOEXEC);
            libc::fcntl(slave, libc::F_SETFD, libc::FD_CLOEXEC);
            (File::from_raw_fd(master), File::from_raw_fd(slave))
        };
        let copy = || slave.try_clone().expect("a copy of the descriptor");
        let child = command
            .env("TERM", "xterm")
            .stdin(copy())
            .stdout(copy())
            .stderr(copy())
            .spawn()
            .expect("kaa starts");
        let (send, shown) = channel();
        let mut screen = master.try_clone().expect("a copy of the descriptor");
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = screen.read(&mut buffer) {
                if send.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal { child, keyboard: master, shown, text: String::new(), seen: 0 }
    }

    /// Types something.
    pub(crate) fn type_in(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// Waits until this is shown after what was waited for before; gives all between.
    pub(crate) fn wait_for(&mut self, what: &str) -> String {
        loop {
            if let Some(at) = self.text[self.seen..].find(what) {
                let between = self.text[self.seen..self.seen + at].to_owned();
                self.seen += at + what.len();
                return between;
            }
            match self.shown.recv_timeout(Duration::from_secs(20)) {
                Ok(bytes) => self.text.push_str(&plain(&String::from_utf8_lossy(&bytes))),
                Err(_) => panic!("{what:?} is not shown; this is:\n{}", self.text),
            }
        }
    }

    /// Types a line and waits for the next prompt.
    pub(crate) fn line(&mut self, text: &str, prompt: &str) -> String {
        self.type_in(&format!("{text}\r"));
        self.wait_for("\n");
        self.wait_for(prompt)
    }

    /// Waits for the end.
    pub(crate) fn end(mut self) -> Option<i32> {
        for _ in 0..400 {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it does not end; this is shown:\n{}", self.text);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Without escape sequences and carriage returns.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' if chars.peek() == Some(&'[') => {
                chars.next();
                while chars.next().is_some_and(|c| !c.is_ascii_alphabetic()) {}
            }
            '\x1b' | '\r' => {}
            c => out.push(c),
        }
    }
    out
}
