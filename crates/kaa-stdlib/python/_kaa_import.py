"""The embedded library as a path entry, for the library's own import machinery.

The runtime runs this once, after importlib's two modules. The folder of the library is `<kaa>`; `_imp` reads its files.
"""

import sys
import _imp
import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external

ROOT = '<kaa>'


def _is_embedded(path):
    return path == ROOT or path.startswith(ROOT + '/')


class EmbeddedLoader(_external.FileLoader, _external.SourceLoader):
    """Loads modules of the embedded library."""

    def path_stats(self, path):
        raise OSError('the embedded library has no times')

    def get_data(self, path):
        data = _imp._kaa_file(path)
        if data is None:
            raise FileNotFoundError(2, 'No such file or directory', path)
        return data


class EmbeddedFinder:
    """Finds modules in one folder of the embedded library."""

    def __init__(self, path):
        if not _is_embedded(path):
            raise ImportError('only for the embedded library', path=path)
        self.path = path

    def find_spec(self, fullname, target=None):
        folder = self.path + '/' + fullname.rpartition('.')[2]
        file = folder + '/__init__.py'
        if _imp._kaa_has(file):
            return spec(fullname, file, [folder])
        file = folder + '.py'
        if _imp._kaa_has(file):
            return spec(fullname, file, None)
        return None

    def invalidate_caches(self):
        pass

    def iter_modules(self, prefix=''):
        for name, is_package in _imp._kaa_modules(self.path):
            yield prefix + name, is_package

    def __repr__(self):
        return f'EmbeddedFinder({self.path!r})'


def spec(name, file, locations):
    """The spec of an embedded module."""
    loader = EmbeddedLoader(name, file)
    made = _bootstrap.ModuleSpec(name, loader, origin=file, is_package=locations is not None)
    made._set_fileattr = True
    if locations is not None:
        made.submodule_search_locations = locations
    return made


def _complete(name, module):
    """Gives a module that the runtime loaded by itself its spec and loader."""
    file = getattr(module, '__file__', None)
    if name == '__main__':
        # Run as a script: a loader without a spec.
        if isinstance(file, str):
            module.__loader__ = _external.SourceFileLoader(name, file)
        else:
            module.__loader__ = _bootstrap.BuiltinImporter
        return
    if not isinstance(file, str):
        return
    locations = module.__dict__.get('__path__')
    if _is_embedded(file):
        made = spec(name, file, locations)
    else:
        made = _external.spec_from_file_location(name, file, submodule_search_locations=locations)
    if made is None:
        return
    module.__spec__ = made
    module.__loader__ = made.loader
    if made.cached is not None:
        module.__cached__ = made.cached


def _archive(path):
    """The hook for archives; it comes last, so that what reads them is loaded only for a path that is no folder."""
    global _loading
    if _loading:
        # The archive stands in the path in front of the library from which its reader is being loaded.
        raise ImportError('not while its reader is loaded', path=path)
    cache = sys.path_importer_cache
    known = set(cache)
    _loading = True
    try:
        import zipimport
    finally:
        _loading = False
        for other in [p for p, finder in cache.items() if finder is None and p not in known]:
            del cache[other]
    return zipimport.zipimporter(path)


_loading = False


def _install():
    sys.path_hooks.insert(0, EmbeddedFinder)
    sys.path_hooks.append(_archive)
    for name, module in list(sys.modules.items()):
        if getattr(module, '__dict__', {}).get('__spec__') is None:
            _complete(name, module)


_install()
