"""A wrong pattern."""
match 5:
    case x:
        pass
    case 5:
        pass
