# Sockets, select, poll, epoll: what works between two ends in one process, and what is refused.
import _socket
import select
import selectors
import socket


def attempt(f, *args):
    try:
        print("  ", f(*args))
    except Exception as e:
        print("  ", type(e).__name__, e)


a, b = socket.socketpair()
print(a.family.name, a.type.name, a.proto, a.gettimeout(), a.getblocking())
print(select.select([a, b], [a], [], 0) == ([], [a], []))
a.sendall(b"hello world")
print(select.select([a, b], [], [], 1) == ([b], [], []))
print(b.recv(5), b.recv(100, socket.MSG_PEEK), b.recvfrom(100))
buffer = bytearray(4)
a.send(b"xyzw1")
print(b.recv_into(buffer), buffer, b.recv_into(memoryview(buffer)[1:3], 1), buffer)
print(a.sendmsg([b"ab", b"cd"]), b.recvmsg(10)[0])
b.settimeout(0.01)
attempt(b.recv, 1)
b.setblocking(False)
attempt(b.recv, 1)
with a.makefile("w") as w, b.makefile("rb") as r:
    b.setblocking(True)
    w.write("line one\nline two\n")
    w.flush()
    print(r.readline(), r.readline())

poll = select.poll()
poll.register(b, select.POLLIN)
print(poll.poll(0))
a.send(b"!")
print([event for fd, event in poll.poll(1000)])
attempt(poll.modify, 999, 1)
attempt(poll.unregister, 999)
attempt(poll.register, "x")
attempt(poll.register, 1, -1)
attempt(poll.poll, "x")
with select.epoll() as e:
    e.register(b.fileno(), select.EPOLLIN)
    print([event for fd, event in e.poll(1)], e.closed)
    attempt(e.poll, 0, 0)
print(e.closed)
attempt(e.poll)
attempt(select.epoll, 0)
with selectors.DefaultSelector() as s:
    s.register(b, selectors.EVENT_READ, "data")
    print(type(s).__name__, [(k.data, m) for k, m in s.select(0)])
a.shutdown(socket.SHUT_WR)
print(b.recv(10), b.recv(10))
a.close()
b.close()
print(a.fileno())
attempt(a.send, b"x")

server = socket.create_server(("127.0.0.1", 0))
host, port = server.getsockname()
client = socket.create_connection((host, port))
other, address = server.accept()
print(host, address == client.getsockname(), other.getsockname() == client.getpeername())
client.sendall(b"x" * 10000)
n = 0
while n < 10000:
    n += len(other.recv(4096))
print(n)
for s in (client, other, server):
    s.close()

datagrams = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
for s in datagrams:
    s.bind(("127.0.0.1", 0))
datagrams[0].sendto(b"datagram", datagrams[1].getsockname())
data, source = datagrams[1].recvfrom(100)
print(data, source == datagrams[0].getsockname())

s = datagrams[0]
for call in (
    (s.bind, "x"), (s.bind, (1, 2)), (s.bind, ("127.0.0.1", "2")), (s.bind, ("127.0.0.1", 70000)),
    (s.settimeout, -1), (s.settimeout, "x"), (s.settimeout, float("nan")), (s.recv, -1), (s.recv, "x"),
    (s.recv_into, b"x"), (s.recv_into, bytearray(2), -1), (s.send, "x"), (s.sendto, b"x"), (s.sendto, b"x", 5),
    (s.getsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR), (s.setsockopt, 1, 2, "x"), (s.shutdown, "x"),
    (_socket.inet_aton, "x"), (_socket.inet_aton, "1.2"), (_socket.inet_ntoa, b"x"), (_socket.inet_pton, 2, "x"),
    (_socket.inet_ntop, 99, b"x"), (_socket.inet_ntop, 10, bytes(16)), (_socket.htons, -1), (_socket.htons, 70000),
    (_socket.ntohl, 1), (_socket.CMSG_LEN, 5), (_socket.CMSG_SPACE, 5), (_socket.CMSG_LEN, -1),
    (_socket.getaddrinfo, "127.0.0.1", 80, 0, socket.SOCK_STREAM), (_socket.getaddrinfo, None, None),
    (_socket.getaddrinfo, 1, 2), (_socket.getnameinfo, 1, 2), (_socket.getnameinfo, ("127.0.0.1", 80), 3),
    (_socket.gethostbyname, "127.0.0.1"), (_socket.getservbyport, -1), (_socket.socket, 99),
    (socket.socket, -1, -1, -1, -5), (select.select, [1], [], [], "x"), (select.select, 1, [], []),
    (select.select, [], [], [], -1), (select.select, ["x"], [], []), (select.select, [-1], [], []),
):
    attempt(*call)
for s in datagrams:
    s.close()
print(repr(_socket.socket(fileno=socket.socket().detach())).split(",")[1:])
print(socket.gaierror.__mro__, socket.timeout is TimeoutError)
