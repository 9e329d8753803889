"""Sources about except star that do not compile, and a few that do."""
for bad in ("try: pass\nexcept*: pass", "try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept* A: pass\nexcept: pass",
            "for x in y:\n  try: pass\n  except* A: break", "def f():\n  try: pass\n  except* A: return",
            "for x in y:\n  try: pass\n  except* A: continue"):
    try:
        compile(bad, "bad", "exec")
    except SyntaxError as e:
        print(e.msg)
