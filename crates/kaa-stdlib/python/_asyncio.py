"""What asyncio keeps in CPython's accelerator: here it is what asyncio itself has, written in Python.

asyncio's modules look here while they are being imported, so a name is looked up when it is asked for.
"""
_FUTURES = {
    "Future": "_PyFuture",
    "future_add_to_awaited_by": "_py_future_add_to_awaited_by",
    "future_discard_from_awaited_by": "_py_future_discard_from_awaited_by",
}
_EVENTS = {
    "_get_running_loop": "_py__get_running_loop",
    "_set_running_loop": "_py__set_running_loop",
    "get_running_loop": "_py_get_running_loop",
    "get_event_loop": "_py_get_event_loop",
}
_TASKS = {
    "Task": "_PyTask",
    "_register_task": "_py_register_task",
    "_register_eager_task": "_py_register_eager_task",
    "_unregister_task": "_py_unregister_task",
    "_unregister_eager_task": "_py_unregister_eager_task",
    "_enter_task": "_py_enter_task",
    "_leave_task": "_py_leave_task",
    "_swap_current_task": "_py_swap_current_task",
    "current_task": "_py_current_task",
    "all_tasks": "_py_all_tasks",
    "_scheduled_tasks": "_scheduled_tasks",
    "_eager_tasks": "_eager_tasks",
    "_current_tasks": "_current_tasks",
}


def __getattr__(name):
    if name in _FUTURES:
        from asyncio import futures

        return getattr(futures, _FUTURES[name])
    if name in _EVENTS:
        from asyncio import events

        return getattr(events, _EVENTS[name])
    if name in _TASKS:
        from asyncio import tasks

        value = getattr(tasks, _TASKS[name])
        # Native functions do not become methods when a class has them.
        return staticmethod(value) if callable(value) and not isinstance(value, type) else value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*_FUTURES, *_EVENTS, *_TASKS])
