"""The codec registry, code pages, UTF-7, incremental coders, error handlers by name."""
import codecs
print(codecs.lookup('KOI8-R').name)
print('приветъ'.encode('koi8-r'), b'\xf0\xd2'.decode('koi8-r'), 'é'.encode('cp437'), codecs.encode('abc','rot13'))
for c in ('iso8859-15','mac-roman','cp1251','iso8859_2','latin2','cp850','punycode','utf-16','utf-7','unicode_escape'):
    try: print(c, codecs.lookup(c).name, 'aé€'.encode(c,'replace'))
    except Exception as e: print(c,type(e).__name__,e)
codecs.register_error('my', lambda e: ('<%d>'%e.start, e.end))
print('aé€b'.encode('ascii','my'), b'a\xff\xfeb'.decode('ascii','my'), 'é\u20ac'.encode('cp1252','my'))
for t in ('+ADw-','+2Dzf7g-','a+','a+AA','+-','a+AGE','\xff','+AGEA','+2DwA-','+2Dw-x', '+AGE-b-+'):
    for e in ('strict','replace','ignore'):
        try: print(ascii(t), e, ascii(t.encode('latin1').decode('utf-7',e)))
        except Exception as x: print(ascii(t),e,x)
for s in ('aé€🎉\ud800z','~\\+-/é-é a\0','1+1=2','Aé','é1'):
    print(s.encode('utf-7'))
d=codecs.getincrementaldecoder('utf-8')('strict')
print(d.decode(b'\xe2\x82'), d.decode(b'\xac'))
d=codecs.getincrementaldecoder('utf-16')('strict')
print(ascii(d.decode(b'\xff\xfea')), ascii(d.decode(b'\0')))
e=codecs.getincrementalencoder('utf-16')()
print(e.encode('a'),e.encode('b'))
print(codecs.escape_decode(b'a\\n\\x41\\101'), codecs.escape_encode(b'a\n\x00\'\\\xff'))
for n in ('ignore','replace','backslashreplace','xmlcharrefreplace','namereplace','surrogateescape','surrogatepass'):
    f=codecs.lookup_error(n)
    for x in (UnicodeEncodeError('utf-8','a\xe9\ud800',1,2,'r'),UnicodeDecodeError('utf-8',b'a\xff',1,2,'r'),UnicodeTranslateError('a\xe9',1,2,'r'),ValueError(1),5):
        try: print(n,type(x).__name__,ascii(f(x)))
        except BaseException as z: print(n,type(x).__name__,type(z).__name__,z)
exec(b'# coding: koi8-r\nprint(ascii("\xf0\xd2"))')
exec(b'# coding: cp1251\nprint(ascii("\xf0\xd2"))')
for s in (b'# coding: nope\nx', b'# coding: cp1252\n"\x81"', b'\xef\xbb\xbf# coding: koi8-r\nx', b'# coding: rot13\nx'):
    try: compile(s,'<s>','exec'); print('ok')
    except Exception as x: print(type(x).__name__, x, getattr(x,'lineno',1),getattr(x,'text',1))
try: 'a'.encode('rot13')
except Exception as x: print(type(x).__name__, x)
