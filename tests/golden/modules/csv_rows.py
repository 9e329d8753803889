# _csv through csv: dialects, readers, writers, quoting, errors.
import csv, io, _csv
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
R=lambda s,**k: list(csv.reader(s.splitlines(True) if isinstance(s,str) else s,**k))
def W(rows,**k):
    o=io.StringIO(newline=''); w=csv.writer(o,**k); r=[w.writerow(x) for x in rows]; return o.getvalue(), r
print(R('a,b,"c,d"\r\n1,"x""y",\n'), R('a;b',delimiter=';'), R('"a\nb",c\n'), R("a 'b c' d",delimiter=' ',quotechar="'"), R('a, "b"',skipinitialspace=True), R('a\\,b,c',escapechar='\\'), R('"a"b,c'), R('a"b"c,d'), R(''), R('\n\n'), R('a,b\r'), R(['a,b','"c','d"']))
print(R('1,"2",a',quoting=csv.QUOTE_NONNUMERIC) if 0 else '', R('1,2.5,"x"',quoting=csv.QUOTE_NONNUMERIC), R('"a",b',quoting=csv.QUOTE_NONE), R('1,,"",a' if 0 else '1,,""',quoting=csv.QUOTE_STRINGS), R(',"",a',quoting=csv.QUOTE_NOTNULL), R("a'b",quotechar=None,quoting=csv.QUOTE_NONE))
t(lambda: R('a,x',quoting=csv.QUOTE_NONNUMERIC)); t(lambda: R('"a"b',strict=True)); t(lambda: R('"a',strict=True)); t(lambda: R('"a')); t(lambda: R(['a\nb'])); t(lambda: R([b'a'])); t(lambda: R([5])); t(lambda: list(csv.reader(5))); t(lambda: R('a\\',escapechar='\\',strict=True)); t(lambda: R('a\\',escapechar='\\')); t(lambda: R(['a\rb']))
print(csv.field_size_limit(), csv.field_size_limit(10), csv.field_size_limit()); t(lambda: R('x'*11)); t(lambda: csv.field_size_limit('x')); t(lambda: csv.field_size_limit(1,2)); print(csv.field_size_limit(131072))
print(W([['a','b c','d,e','f"g','h\ni',5,None,2.5,'']]), W([['']]), W([[]]), W([[None]]), W([['a',1,None]],quoting=csv.QUOTE_ALL), W([['a',1,2.5,None]],quoting=csv.QUOTE_NONNUMERIC), W([['a',1,None,'']],quoting=csv.QUOTE_STRINGS), W([['a',1,None,'']],quoting=csv.QUOTE_NOTNULL), W([['a,b','c"d']],quoting=csv.QUOTE_NONE,escapechar='\\'), W([['a"b']],doublequote=False,escapechar='\\'), W([['a','b']],lineterminator='\n'), W([['a b',' c']],delimiter=' '), W([['a','b']],delimiter='\t'))
t(lambda: W([['a,b']],quoting=csv.QUOTE_NONE)); t(lambda: W([['a"b']],quoting=csv.QUOTE_NONE,quotechar='"')); t(lambda: W([5])); t(lambda: W([['a"b']],doublequote=False)); t(lambda: W([['']],quoting=csv.QUOTE_NONE)); t(lambda: W([[None]],quoting=csv.QUOTE_STRINGS)); t(lambda: csv.writer(5)); t(lambda: csv.writer(io.StringIO()).writerows([[1],[2]])); t(lambda: csv.writer(io.StringIO()).writerows([1])); t(lambda: csv.writer(io.StringIO()).writerows(5))
for k in (dict(delimiter=''),dict(delimiter='ab'),dict(delimiter=5),dict(delimiter=None),dict(delimiter='\n'),dict(quotechar='ab'),dict(quotechar=5),dict(quotechar='\n'),dict(quotechar=''),dict(escapechar='ab'),dict(escapechar=5),dict(escapechar='\n'),dict(lineterminator=5),dict(lineterminator=None),dict(quoting=7),dict(quoting='x'),dict(quotechar=None),dict(doublequote=None),dict(foo=1),dict(delimiter=',',quotechar=','),dict(delimiter=' ',skipinitialspace=True),dict(escapechar=' ',skipinitialspace=True),dict(quotechar=' ',skipinitialspace=True),dict(delimiter=b','),dict(escapechar=','),dict(escapechar='"')):
    t(lambda: csv.reader([],**k).dialect.delimiter)
d=csv.reader([]).dialect; print(d.delimiter,d.quotechar,d.escapechar,d.doublequote,d.lineterminator,d.quoting,d.skipinitialspace,d.strict,type(d))
print(csv.list_dialects()); csv.register_dialect('my',delimiter='|'); print(R('a|b',dialect='my'), csv.get_dialect('my').delimiter); csv.unregister_dialect('my'); t(lambda: csv.unregister_dialect('my')); t(lambda: csv.get_dialect('my')); t(lambda: csv.reader([],'my')); t(lambda: csv.register_dialect(5)); t(lambda: csv.register_dialect('x',5)); csv.register_dialect('e2','excel',delimiter=';'); print(csv.get_dialect('e2').delimiter, csv.get_dialect('e2').lineterminator); csv.unregister_dialect('e2')
class D(csv.Dialect): delimiter='*'; quotechar='!'; lineterminator='\n'; quoting=csv.QUOTE_MINIMAL
print(R('a*!b*c!',dialect=D), R('a*b',dialect=D()), W([['a*','b']],dialect=D)); t(lambda: setattr(d,'delimiter','x')); t(lambda: type(d)(delimiter='xx'))
r=csv.reader(['a,b\n','c\n']); print(next(r), r.line_num, next(r), r.line_num); t(lambda: next(r)); print(iter(r) is r, type(r), type(csv.writer(io.StringIO())), csv.Error, type(d)(d) is d, type(d)().delimiter)
print(list(csv.DictReader(['x,y','1,2','3'])), csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter); o=io.StringIO(); w=csv.DictWriter(o,['a','b']); w.writeheader(); w.writerow({'a':1,'b':'x,y'}); print(repr(o.getvalue()))
print([n for n in dir(_csv) if n[0]!='_'])
