//! Reading directories: names, inodes and kinds of entries, as the system gives them.

use std::ffi::CStr;
use std::io::{Error, Result};

/// An open directory.
pub struct Directory(*mut libc::DIR);

/// One entry.
pub struct Entry {
    /// Its name.
    pub name: Vec<u8>,
    /// Its inode.
    pub inode: u64,
    /// `DT_…`: what it is, perhaps unknown.
    pub kind: u8,
}

impl Directory {
    /// Opens a directory by path.
    pub fn open(path: &CStr) -> Result<Directory> {
        // SAFETY: the path ends with a zero byte.
        Directory::checked(unsafe { libc::opendir(path.as_ptr()) })
    }

    /// Reads an open descriptor, of which a copy is made, from its start.
    pub fn from_fd(fd: i32) -> Result<Directory> {
        let copy = super::fd::duplicate(fd)?;
        // SAFETY: the descriptor is ours; the stream takes it over.
        let d = Directory::checked(unsafe { libc::fdopendir(copy) });
        match &d {
            // SAFETY: the stream is open.
            Ok(d) => unsafe { libc::rewinddir(d.0) },
            Err(_) => drop(super::fd::close(copy)),
        }
        d
    }

    fn checked(d: *mut libc::DIR) -> Result<Directory> {
        if d.is_null() { Err(Error::last_os_error()) } else { Ok(Directory(d)) }
    }

    /// The next entry, `.` and `..` left out.
    pub fn next(&mut self) -> Result<Option<Entry>> {
        loop {
            // SAFETY: the place of the error number is always valid; the stream is open.
            let e = unsafe {
                *libc::__errno_location() = 0;
                libc::readdir(self.0)
            };
            if e.is_null() {
                let error = Error::last_os_error();
                return if error.raw_os_error() == Some(0) { Ok(None) } else { Err(error) };
            }
            // SAFETY: the entry is valid until the next call; its name ends with a zero byte.
            let (name, inode, kind) =
                unsafe { (CStr::from_ptr((*e).d_name.as_ptr()).to_bytes(), (*e).d_ino, (*e).d_type) };
            if name != b"." && name != b".." {
                return Ok(Some(Entry { name: name.to_vec(), inode, kind }));
            }
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // SAFETY: the stream is open and nobody else has it.
        unsafe { libc::closedir(self.0) };
    }
}
