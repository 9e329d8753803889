# subprocess and what it stands on; fcntl, resource, termios, pwd, grp.
import fcntl
import grp
import os
import pwd
import resource
import subprocess
import tempfile
import termios


def attempt(f, *args, **kwargs):
    try:
        print("  ", f(*args, **kwargs))
    except Exception as e:
        print("  ", type(e).__name__, e)


print(subprocess.run(["echo", "hi"], capture_output=True))
print(subprocess.run("exit 3", shell=True).returncode)
attempt(subprocess.run, ["/nonexistent"])
attempt(subprocess.run, ["true"], cwd="/nonexistent")
print(subprocess.check_output(["cat"], input=b"abc"))
print(subprocess.run(["cat"], input="text", text=True, capture_output=True))
attempt(subprocess.check_call, ["false"])


def bad():
    raise ValueError


attempt(subprocess.run, ["true"], preexec_fn=bad)
attempt(subprocess.run, ["true"], preexec_fn=lambda: None)
print(subprocess.run(["sh", "-c", "echo $X; pwd"], env={"X": "5"}, cwd="/", stdout=subprocess.PIPE).stdout)
p = subprocess.Popen(["sleep", "20"])
p.terminate()
print(p.wait(), p.poll(), p)
with subprocess.Popen(["sort"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as p:
    print(p.communicate("b\na\n"))
print(subprocess.getstatusoutput("echo out; exit 2"))
r, w = os.pipe()
print(subprocess.run(["sh", "-c", f"echo passed >&{w}"], pass_fds=[w]).returncode, os.read(r, 10))
print(subprocess.run(["sh", "-c", f"echo x >&{w}"], stderr=subprocess.DEVNULL).returncode != 0)

print(fcntl.fcntl(r, fcntl.F_GETFD), fcntl.fcntl(r, fcntl.F_GETFD, b"abcd"))
os.write(w, b"hello")
count = bytearray(4)
print(fcntl.ioctl(r, termios.FIONREAD, count), count, fcntl.ioctl(r, termios.FIONREAD, b"\0\0\0\0"))
attempt(fcntl.fcntl, "x", 1)
attempt(fcntl.fcntl, r, 1, 1.5)
attempt(fcntl.fcntl, -1, 1)
attempt(fcntl.fcntl, r, 1, b"x" * 2000)
attempt(fcntl.ioctl, r, termios.TCGETS)
with tempfile.TemporaryFile() as f:
    attempt(fcntl.flock, f, fcntl.LOCK_EX | fcntl.LOCK_NB)
    attempt(fcntl.lockf, f, fcntl.LOCK_EX)
    attempt(fcntl.lockf, f, fcntl.LOCK_UN, "x")

attempt(resource.getrlimit, 99)
attempt(resource.setrlimit, 3, (1,))
attempt(resource.setrlimit, resource.RLIMIT_CORE, (2, 1))
attempt(resource.getrusage, 99)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
print(resource.getrlimit(resource.RLIMIT_CORE), resource.prlimit(0, resource.RLIMIT_CORE))
u = resource.getrusage(resource.RUSAGE_SELF)
print(type(u).__name__, len(u), u.ru_maxrss > 0, u.ru_utime >= 0)

root = pwd.getpwuid(0)
print(root.pw_name, root.pw_dir, root == pwd.getpwnam("root"), root in pwd.getpwall())
print(grp.getgrgid(0).gr_name, grp.getgrnam("root"))
attempt(pwd.getpwnam, "no such user")
attempt(pwd.getpwuid, 123456789)
attempt(pwd.getpwuid, "x")
attempt(pwd.getpwnam, 3)
attempt(grp.getgrnam, "no such group")
attempt(grp.getgrgid, 123456789)

attempt(termios.tcgetattr, r)
master, slave = os.openpty()
settings = termios.tcgetattr(slave)
settings[3] &= ~termios.ECHO
termios.tcsetattr(slave, termios.TCSANOW, settings)
print(bool(termios.tcgetattr(slave)[3] & termios.ECHO), settings[6][:3])
print(termios.tcgetwinsize(slave), termios.tcsetwinsize(slave, (5, 6)), termios.tcgetwinsize(slave))
attempt(termios.tcsetwinsize, slave, 5)
attempt(termios.tcsetwinsize, slave, (70000, 2))
attempt(termios.tcsetattr, slave, 1, 2)
attempt(termios.tcflush, slave, 99)
