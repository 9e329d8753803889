# unicodedata: properties, numbers, names, normal forms, the old version.
import unicodedata as u, sys
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
print(u.unidata_version, u.ucd_3_2_0.unidata_version, type(u.ucd_3_2_0), u.UCD)
for c in 'aA1 \n\xbd\u0663\u2167\u4e00\u0301\uac00\ud800\U0001f600\u0378\ufb01\u1e9b\u0f73\u3400\u2f800\U0002f800\u00e9\u2028(\u05d0\u0660\U0010ffff\u09e7\u4e8c':
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), ascii(u.decomposition(c)), u.decimal(c,None), u.digit(c,None), u.numeric(c,None), u.name(c,None), u.ucd_3_2_0.category(c), u.ucd_3_2_0.name(c,None))
for f in (u.category,u.bidirectional,u.combining,u.east_asian_width,u.mirrored,u.decomposition,u.decimal,u.digit,u.numeric,u.name):
    t(lambda: f('ab')); t(lambda: f(1)); t(lambda: f()); t(lambda: f(''))
t(lambda: u.decimal('a')); t(lambda: u.digit('a')); t(lambda: u.numeric('a')); t(lambda: u.name('\n'))
for n in ('LATIN SMALL LETTER A','latin small letter a','HANGUL SYLLABLE GAG','CJK UNIFIED IDEOGRAPH-4E00','CJK UNIFIED IDEOGRAPH-4e00','nosuch','HANGUL SYLLABLE XX','GRINNING FACE', 'CJK UNIFIED IDEOGRAPH-99999', ''):
    t(lambda: ascii(u.lookup(n)))
t(lambda: u.lookup(5)); t(lambda: u.lookup('\xe9'))
for s in ('caf\xe9','cafe\u0301','\u1e9b\u0323','\uac00\u11a8','\u1100\u1161\u11a8','\ufb01\u2460','a\u0323\u0307b\u0307\u0323','\u212b\u2126','\u0344','\u0958','\ud800x','','abc','\U0001d15e','\u0f73','q\u0307\u0323','\uff76\uff9e','\u1100\u1160'):
    print(ascii(s),[ascii(u.normalize(f,s)) for f in ('NFC','NFD','NFKC','NFKD')],[u.is_normalized(f,s) for f in ('NFC','NFD','NFKC','NFKD')])
t(lambda: u.normalize('X','a')); t(lambda: u.normalize('NFC',1)); t(lambda: u.normalize()); t(lambda: u.is_normalized('X','a')); t(lambda: u.normalize('NFC'))
import hashlib, encodings.idna
h=hashlib.sha256()
for cp in range(0,0x110000,97):
    c=chr(cp); h.update(repr((u.category(c),u.bidirectional(c),u.combining(c),u.east_asian_width(c),u.mirrored(c),u.decomposition(c),u.numeric(c,None),u.name(c,None),u.normalize('NFKC',c),u.normalize('NFD',c),u.ucd_3_2_0.category(c),u.ucd_3_2_0.normalize('NFKC',c))).encode('utf-8','surrogatepass'))
print(h.hexdigest())
print('b\xfccher.de'.encode('idna'), b'xn--bcher-kva.de'.decode('idna'), 'x\xe9\u20ac'.encode('ascii','namereplace'))
t(lambda: u.UCD()); print(u.ucd_3_2_0.normalize('NFC','e\u0301')=='\xe9', u.ucd_3_2_0.lookup('SPACE'))
