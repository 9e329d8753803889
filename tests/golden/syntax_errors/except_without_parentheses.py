"""Sources about except without parentheses that do not compile, and a few that do."""
for bad in ("try: pass\nexcept A, B as e: pass", "try: pass\nexcept A, B, C as e: pass", "try: pass\nexcept* A, B as e: pass",
            "try: pass\nexcept A, : pass"):
    try:
        compile(bad, "bad", "exec")
        print("fine", repr(bad))
    except SyntaxError as e:
        print(e.msg)
