# Import machinery: specs, finders of the program's own, namespace packages, circular imports, reload.
import sys
import os
import importlib
import importlib.util
import tempfile

print(sys.__spec__.name, [type(f).__name__ for f in sys.meta_path][:1], len(sys.meta_path))
print(os.__spec__.name, os.__spec__.submodule_search_locations)
print(importlib.import_module('textwrap').__name__, importlib.util.find_spec('json').name)
print(importlib.util.find_spec('no_such_module'))
for statement in ('import no_such_module.x', 'import os.foo', 'import importlib.nothing'):
    try:
        exec(statement)
    except ModuleNotFoundError as e:
        print(e, '|', e.name)


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.x = getattr(module, 'x', 41) + 1


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'virtual':
            return importlib.util.spec_from_loader(name, Loader())


sys.meta_path.insert(0, Finder)
import virtual
print(virtual.x, virtual.__spec__.name, virtual.__name__)
print(importlib.reload(virtual).x)
folder = tempfile.mkdtemp()
sys.path.insert(0, folder)


def write(name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)


write('space/part.py', 'y = 1\n')
write('circular_a.py', 'from circular_b import q\np = 1\n')
write('circular_b.py', 'from circular_a import p\nq = 1\n')
write('broken.py', 'before = 1\n1 / 0\n')
write('pack/__init__.py', 'from . import one\nfrom .one import v\n')
write('pack/one.py', 'v = __package__, __name__\n')
import space.part
print(space.part.y, hasattr(space, '__file__'), [p == os.path.join(folder, 'space') for p in space.__path__])
import pack
print(pack.v, pack.one.v, pack.__path__ == [os.path.join(folder, 'pack')])
try:
    import circular_a
except ImportError as e:
    print(str(e).replace(folder, '..'), e.name)
try:
    import broken
except ZeroDivisionError as e:
    print('broken' in sys.modules, e, e.__traceback__.tb_next.tb_lineno)
sys.modules['halted'] = None
try:
    import halted
except ModuleNotFoundError as e:
    print(e)
