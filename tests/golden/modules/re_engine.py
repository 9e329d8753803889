# Regular expressions: syntax, groups, replacement, messages.
import re,_sre

def shown(x):
    """Addresses differ from run to run."""
    out, text = '', str(x)
    while '0x' in text:
        head, _, text = text.partition('0x')
        out += head + '0x..'
        text = text.lstrip('0123456789abcdef')
    return out + text

def t(s):
    try:
        print(s, '->', shown(eval(s, globals())))
    except Exception as e:
        print(s, '->', type(e).__name__, shown(e))
p=re.compile('(a)(?P<x>b)?'); m=p.match('ab')
for s in '''p.match(b'a'); re.compile(b'a').match('a'); p.match(1); m.group(5); m.group('y'); m.group(1.5); m['x']; m[0]; m.groups(1); m.groupdict(); m.span('x'); m.start(9); m.expand('\\\\1-\\\\g<x>'); m.lastgroup; m.lastindex; m.re is p; m.regs; m.string; m.pos; m.endpos; repr(m); repr(p); repr(re.compile(b'a'*300,re.I)); hash(p)==hash(re.compile('(a)(?P<x>b)?')); p==re.compile('(a)(?P<x>b)?'); p.groupindex; p.flags; p.groups; p.pattern; p.sub('x','aab',1); p.subn(lambda m:'<'+m[0]+'>','aab'); p.split('xaby'); p.findall('abaab'); p.findall(); p.match(); p.match('a',string='b'); p.match(string='ab'); p.fullmatch('abc'); p.search('xxab',2).span(); p.scanner('ab').search(); m.__copy__() is m; re.sub('','-','abc'); re.sub('(?<=a)b','X','abab'); re.split('(,)','a,b'); re.findall('(?:a|b)*?c','abc'); p.sub('x','a','b'); re.sub('a',b'x','a'); re.Pattern(); m.expand('\\\\g<zz>'); bool(m); m[1:2]; m.end(2,3)'''.split(';'): t(s.strip())
tests=[(r'(a+)+b','aaaaab'),(r'(?:a|ab)(?:c|bcd)(d*)','abcd'),(r'(\w+)\s+\1','hello hello'),(r'^(.*?)(\d+)$','abc123'),(r'(?i)HeLLo','xhELLO'),(r'(?P<y>\d{4})-(?P<m>\d\d)','on 2024-05 x'),(r'a{2,3}?','aaaa'),(r'a{2,3}','aaaa'),(r'(?=ab)a','xab'),(r'(?!ab)a','abac'),(r'(?<!x)b','xbab'),(r'(a)?(?(1)b|c)','ab'),(r'(a)?(?(1)b|c)','c'),(r'(?>a+)ab','aaab'),(r'a++b','aaab'),(r'(?:ab)++c','ababc'),(r'(?:ab)*+ab','abab'),(r'\bfoo\b','a foo b'),(r'[^\W\d_]+','12ab_é'),(r'[\u0400-\u04ff]+','abc привет'),(r'(?m)^x$','a\nx\nb'),(r'(?s)a.b','a\nb'),(r'a.b','a\nb'),(r'\Aab\Z','ab'),(r'(?:(a)|b)*','abab'),(r'((a)|b)*','ab'),(r'(a|b)*?c','abac'),(r'(?:x*)*y','xxy'),(r'(?:)*','a'),(r'(?:a?)*?b','aab'),(r'(a*)*','b'),(r'(a*)+','b'),(r'(?:a|(b))(?:c|(d))+','bdc'),(r'[a-z]+(?=\d)','abc1'),(r'(?i)[k-z]+','KELVIN\u212a'),(r'(?i)ß','ẞ'),(r'[]a]+',']a]'),(r'[^]a]+','bc]'),(r'x*','axb'),(r'(?x) a  b # c','ab'),(r'(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\10','abcdefghijj'),(r'\d+(?:\.\d*)?|\.\d+','3.14'),('(?:'+'|'.join('w%d'%i for i in range(50))+')','xw49'),(r'(a(b(c)d)e)','abcde'),(r'(?<=(a))b','ab'),(r'(?P<q>["\']).*?(?P=q)','say "hi" x'),(r'\S+@\S+','me a@b.c'),(r'(?a:\w)+','aé'),(r'(?:a{2}){2}','aaaa'),(r'(?:a{0,2}){1,3}b','aaaab'),(r'z|','y')]
for pat,s in tests:
    try:
        m=re.search(pat,s); print(pat[:30],m and (m.span(),m.groups(),m.lastindex),re.findall(pat,s)[:5],[x.span() for x in re.finditer(pat,s)][:6], re.split(pat,s)[:6])
        mb=re.search(pat.encode(),s.encode()); print(mb and mb.span())
    except Exception as e: print(pat, type(e).__name__, e)
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world foo bar'))
print(re.sub(r'x(?P<n>\d)?',lambda m: repr(m.groupdict()),'x1x'), re.escape('a.b*c'), re.sub(r'(a)|b',r'[\1]','ab'))
print(re.match('(a|ab)(c|bcd)$','abcd').groups(), re.fullmatch('a|ab','ab'), re.match(r'(?:(\d)|x){3}','1x2').groups())
import time
m=re.match('(?:a|b)*c','ab'*50000+'c'); print(m.end())
m=re.search('b','a'*100000); print(m)
print(len(re.findall(r'\w+',' héllo wörld'*5000)))
print(re.compile(r'(\d+)|(\w+)',re.VERBOSE|re.M))
