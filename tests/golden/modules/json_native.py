# json: what the native scanner and encoder do, beside the library's own.
import json, _json, math
from json import encoder, decoder, scanner
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
for s in ('null','true','[1,2.5,-3e2,"x"]','{"a":{"b":[]}}','"\\u00e9\\ud83d\\ude00\\n\\"\\/"','  [ 1 , { "k" : null } ]  ','NaN','-Infinity','1e400','-0','123456789012345678901234567890','{}','[]','""','"\\ud800"', '1.0E+2'):
    t(lambda: (json.loads(s), type(json.loads(s)).__name__))
for s in ('','[','[1,','[1,]','{','{"a"','{"a":','{"a":1,','{"a":1,}','{a:1}','"abc','"\\x"','"\\u12"','"\n"','nul','tru','01','1.','-','[1 2]','{"a" 1}','1 2','{1:2}','"\\','[1,,2]',"'x'",'"\\u12g4"','"a\tb"'):
    t(lambda: json.loads(s))
t(lambda: json.loads('"a\tb"',strict=False)); t(lambda: json.loads('[1.5,2]',parse_float=str,parse_int=lambda x:x+'!')); t(lambda: json.loads('[NaN]',parse_constant=lambda x:x)); t(lambda: json.loads('{"a":1,"a":2}',object_pairs_hook=lambda p:p)); t(lambda: json.loads('{"a":{"b":1}}',object_hook=lambda d:sorted(d)))
t(lambda: _json.scanstring('"abc"x',1)); t(lambda: _json.scanstring('abc',0,True)); t(lambda: _json.scanstring(5,1)); t(lambda: _json.scanstring('"a',99))
print(_json.encode_basestring('a"\\\n\x01é\u2028'), _json.encode_basestring_ascii('a"\\\n\x01é😀\x7f\b\f\r\t')); t(lambda: _json.encode_basestring(5)); t(lambda: _json.encode_basestring_ascii(b'x'))
class I(int): pass
class F(float):
    def __repr__(self): return 'F!'
for x in (None,True,1,1.5,'x',[],{},[1,[2]],(1,2),{'a':[1,{'b':None}]},{1:2,None:3,True:4,2.5:5},I(5),F(2.5),10**30,[[]],[{}],'é',math.inf,-math.inf,math.nan):
    t(lambda: json.dumps(x)); t(lambda: json.dumps(x,indent=2)); t(lambda: json.dumps(x,separators=(',',':'),sort_keys=False,ensure_ascii=False))
t(lambda: json.dumps({'b':1,'a':2},sort_keys=True)); t(lambda: json.dumps({(1,):2})); t(lambda: json.dumps({(1,):2,'a':1},skipkeys=True)); t(lambda: json.dumps(object())); t(lambda: json.dumps([1,{2}],default=list)); t(lambda: json.dumps(math.nan,allow_nan=False)); t(lambda: json.dumps({math.inf:1})); a=[]; a.append(a); t(lambda: json.dumps(a)); d={}; d['d']=d; t(lambda: json.dumps(d)); t(lambda: json.dumps({'a':object()})); t(lambda: json.dumps([1,2,{'a':1}],indent='\t')); t(lambda: json.dumps({'k':[]},indent=1)); t(lambda: ''.join(json.JSONEncoder().iterencode([1,'a'])))
x=[]
for _ in range(100000): x=[x]
def kind(f):
    try: f()
    except Exception as e: print("  ", type(e).__name__)
kind(lambda: json.dumps(x)); kind(lambda: json.loads('['*100000))
print(json.JSONDecoder().raw_decode('[1] x'), json.JSONDecoder().scan_once('5',0)); t(lambda: json.JSONDecoder().scan_once('',0)); t(lambda: json.JSONDecoder().scan_once('5',-1))
