"""An error in __exit__ while another passes."""
class M:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise ValueError("in exit")


with M() as m:
    m.nothing()
