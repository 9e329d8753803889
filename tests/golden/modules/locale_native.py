# _locale and locale in the C locale.
import _locale, locale
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
print(_locale.setlocale(_locale.LC_ALL,'C'), _locale.setlocale(_locale.LC_CTYPE), _locale.Error, _locale.localeconv())
t(lambda: _locale.setlocale(_locale.LC_ALL,'nosuch')); t(lambda: _locale.setlocale(99)); t(lambda: _locale.setlocale('x')); t(lambda: _locale.setlocale(0,5)); t(lambda: _locale.setlocale(6,'a\0b'))
print(_locale.strcoll('a','b')<0, _locale.strcoll('b','a')>0, _locale.strcoll('a','a'), _locale.strxfrm('abc')); t(lambda: _locale.strcoll(1,'a')); t(lambda: _locale.strxfrm(1)); t(lambda: _locale.strcoll('a\0','b'))
for n in ('CODESET','RADIXCHAR','THOUSEP','DAY_1','ABDAY_7','MON_12','ABMON_1','D_FMT','T_FMT','D_T_FMT','T_FMT_AMPM','AM_STR','PM_STR','YESEXPR','NOEXPR','CRNCYSTR','ERA'): print(n, repr(_locale.nl_langinfo(getattr(_locale,n))))
t(lambda: _locale.nl_langinfo(99999999)); t(lambda: _locale.nl_langinfo('x'))
print(_locale.gettext('msg'), _locale.dgettext('d','msg'), _locale.dgettext(None,'msg'), _locale.dcgettext('d','msg',_locale.LC_MESSAGES), _locale.textdomain(None), _locale.textdomain('foo'), _locale.textdomain(None)); t(lambda: _locale.gettext(5)); t(lambda: _locale.bindtextdomain('foo','/tmp')); t(lambda: _locale.bindtextdomain('','/tmp')); t(lambda: _locale.bind_textdomain_codeset('foo','utf-8')); t(lambda: _locale.bindtextdomain('nosuch',None))
print(locale.format_string('%d',1234567,grouping=True), locale.currency(5) if 0 else '', locale.atof('1.5'), locale.str(2.5), locale.normalize('de_DE'), locale.getlocale(), locale.localeconv()['decimal_point'], sorted(['b','a'],key=locale.strxfrm))
