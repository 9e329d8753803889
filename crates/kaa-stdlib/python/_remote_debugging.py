"""Looking into other Python processes: only the shapes of what it would tell. This runtime cannot do it."""
from collections import namedtuple

PROCESS_VM_READV_SUPPORTED = 0

FrameInfo = namedtuple("FrameInfo", "filename lineno funcname", module=__name__)
CoroInfo = namedtuple("CoroInfo", "call_stack task_name", module=__name__)
TaskInfo = namedtuple("TaskInfo", "task_id task_name coroutine_stack awaited_by", module=__name__)
AwaitedInfo = namedtuple("AwaitedInfo", "thread_id awaited_by", module=__name__)
ThreadInfo = namedtuple("ThreadInfo", "thread_id frame_info", module=__name__)


class RemoteUnwinder:
    """Refuses: there is no way into another process."""

    def __init__(self, pid, *, all_threads=False, only_active_thread=False, debug=False):
        raise RuntimeError("this runtime cannot look into other processes")
