"""Random case files and, in exact fractions and by looking at every package, what the deals of each are."""

import itertools
import random
from fractions import Fraction


def frac(x):
    return Fraction(str(x))


def make(seed):
    r = random.Random(seed)
    n_i, n_p = r.randint(1, 4), r.randint(1, 5)
    issues = {
        f"i{k}": sorted(r.sample(range(0, 101, 10), r.randint(1 if r.random() < 0.1 else 2, 4))) for k in range(n_i)
    }
    if any(len(v) < 2 for v in issues.values()):
        pass
    parties = [f"p{k}" for k in range(n_p)]
    case = {
        "detente": 1,
        "id": f"c{seed}",
        "title": "t",
        "as_of": "2020-01-01",
        "parties": {p: {"name": p.upper(), "role": "at_table"} for p in parties},
        "issues": {},
        "positions": {},
        "deals": {},
    }
    ref = {}
    for i, marks in issues.items():
        _lo, _hi = 0, 100
        scale = {0: "low", 100: "high"}
        case["issues"][i] = {"name": i, "scale": scale}
        if r.random() < 0.6:
            ref[i] = r.choice(marks) if r.random() < 0.8 else r.randint(0, 100)
            case["issues"][i]["reference"] = ref[i]
    case["deals"]["alternatives"] = {i: list(m) for i, m in issues.items()}
    vals = {}
    table = {}  # party -> issue -> function mark->F value
    weight = {}
    refuse = {}
    res = {}
    coarse = r.random() < 0.6
    for p in parties:
        pv = {}
        table[p] = {}
        weight[p] = {}
        has_w = r.random() < 0.5
        for i, marks in issues.items():
            kind = r.random()
            step = 25 if coarse else 1
            if kind < 0.45:  # table
                t = {m: r.randrange(0, 101, step) for m in set(marks) | ({ref[i]} if i in ref else set())}
                pv[i] = {m: t[m] for m in sorted(t)}
                table[p][i] = lambda y, t=t: Fraction(t[y])
                sal = 50
            if (kind >= 0.45 and kind < 0.92) or (kind < 0.45 and r.random() < 0.3):
                x = r.randrange(0, 101, 10 if coarse else 1)
                sal = r.choice([0, 10, 20, 50, 100]) if coarse else r.randint(0, 100)
                e = {"position": x, "salience": sal}
                if r.random() < 0.25:
                    e["red_line"] = line = r.randrange(0, 101, 5)
                    s = (line > x) - (line < x)
                    if s == 0:
                        rf = {m for m in marks if m != line}
                    else:
                        rf = {m for m in marks if s * (m - line) > 0}
                    refuse[p, i] = rf
                case["positions"].setdefault(p, {})[i] = e
                if i not in table[p]:
                    table[p][i] = lambda y, x=x: 100 * (1 - Fraction(abs(x - y), 100))
            if i in table[p]:
                weight[p][i] = Fraction(sal)
        if has_w:
            w = {i: r.choice([0, 1, 1, 2, 3]) if coarse else r.randint(0, 40) for i in issues}
            if any(w[i] for i in table[p]):
                pv["weights"] = w
                weight[p] = {i: Fraction(w[i]) for i in table[p]}
        if r.random() < 0.6:
            rr = r.choice([-50, -10, 0, 25, 40, 50, 60, 75]) if coarse else round(r.uniform(-30, 85), 1)
            res[p] = Fraction(str(rr))
            if r.random() < 0.5 and pv:
                pv["reservation"] = rr
            else:
                case["parties"][p]["reservation"] = rr
        if pv:
            vals[p] = pv
    if vals:
        case["deals"]["values"] = vals
    inter = []
    names = list(issues)
    if n_i >= 2 and r.random() < 0.4:
        for _ in range(r.randint(1, 2)):
            a, b = r.sample(names, 2)
            p = r.choice(parties)
            extra = {}
            for x in issues[a]:
                for y in issues[b]:
                    if r.random() < 0.4:
                        extra[x, y] = r.choice([-20, -5, 5, 10, 25])
            if extra:
                inter.append((p, a, b, extra))
        if inter:
            case["deals"]["interactions"] = [
                {"party": p, "issues": [a, b], "values": {f"{x}, {y}": v for (x, y), v in e.items()}}
                for p, a, b, e in inter
            ]
    excl = []
    fs = []
    if n_i >= 2 and r.random() < 0.5:
        for _ in range(r.randint(1, 2)):
            a, b = r.sample(names, 2)
            x, y = r.choice(issues[a]), r.choice(issues[b])
            k = r.randint(0, 3)
            if k == 0:
                excl.append(f"{a}={x} and {b}={y}")
                fs.append(lambda at, a=a, b=b, x=x, y=y: at[a] == x and at[b] == y)
            if k == 1:
                excl.append(f"not ({a}={x} implies {b}>={y})")
                fs.append(lambda at, a=a, b=b, x=x, y=y: not (at[a] != x or at[b] >= y))
            if k == 2:
                excl.append(f"{a}>{x} and {b}!={y}")
                fs.append(lambda at, a=a, b=b, x=x, y=y: at[a] > x and at[b] != y)
            if k == 3:
                excl.append(f"{a}<={x} or not {b}<{y}")
                fs.append(lambda at, a=a, b=b, x=x, y=y: at[a] <= x or not at[b] < y)
        case["deals"]["exclude"] = excl
    # table of parties at the table
    seated = [p for p in parties if p in case["positions"] or p in vals]
    rule = {}
    if r.random() < 0.6:
        if r.random() < 0.5:
            rule["veto"] = r.sample(parties, r.randint(1, min(2, n_p)))
        if r.random() < 0.5:
            rule["at_least"] = r.randint(1, n_p)
        if r.random() < 0.4:
            if r.random() < 0.7:
                rule["weights"] = {p: r.choice([1, 2, 3, 5]) for p in parties if r.random() < 0.9}
                if not rule["weights"]:
                    del rule["weights"]
            tot = sum(rule["weights"].values()) if "weights" in rule else n_p
            rule["quota"] = r.randint(1, max(1, tot))
        if rule:
            case["deals"]["pass_rule"] = rule
    seated = [p for p in parties if p in seated or p in rule.get("veto", []) or p in rule.get("weights", {})]
    within = r.choice(["zone", "all"])
    return case, {
        "issues": issues,
        "parties": seated,
        "table": table,
        "weight": weight,
        "res": res,
        "ref": ref,
        "inter": inter,
        "fs": fs,
        "refuse": refuse,
        "rule": rule,
        "within": within,
    }


def answer(m):
    at, issues = m["parties"], m["issues"]
    names = list(issues)

    def util(p, pk):
        w = m["weight"][p]
        tot = sum(w.values())
        u = sum((w[i] * m["table"][p][i](pk[i]) for i in w), Fraction(0)) / tot if tot else Fraction(0)
        for q, a, b, e in m["inter"]:
            if q == p:
                u += e.get((pk[a], pk[b]), 0)
        return u

    def default(p):
        w = m["weight"][p]
        tot = sum(w.values())
        u = (
            sum((w[i] * m["table"][p][i](m["ref"][i]) for i in w if i in m["ref"]), Fraction(0)) / tot
            if tot
            else Fraction(0)
        )
        for q, a, b, e in m["inter"]:
            if q == p and a in m["ref"] and b in m["ref"]:
                u += e.get((m["ref"][a], m["ref"][b]), 0)
        return u

    res = {p: m["res"].get(p, None) for p in at}
    for p in at:
        if res[p] is None:
            res[p] = default(p)
    pks = [dict(zip(names, c, strict=False)) for c in itertools.product(*issues.values())]
    pks = [k for k in pks if not any(f(k) for f in m["fs"])]
    if not at or not pks:
        return None
    worth = [tuple(util(p, k) for p in at) for k in pks]
    free = [tuple(not any(k[i] in m["refuse"].get((p, i), ()) for i in names) for p in at) for k in pks]
    acc = [
        tuple(u >= res[p] and f for p, u, f in zip(at, us, fr, strict=False))
        for us, fr in zip(worth, free, strict=False)
    ]
    rule = m["rule"]

    def passes(a):
        if not rule.get("veto") and not rule.get("at_least") and "quota" not in rule:
            return all(a)
        d = dict(zip(at, a, strict=False))
        if not all(d[v] for v in rule.get("veto", []) if v in d):
            return False
        if sum(a) < rule.get("at_least", 0):
            return False
        if "quota" in rule:
            w = rule.get("weights")
            got = sum((w.get(p, 0) if w else 1) for p in at if d[p])
            if got < rule["quota"]:
                return False
        return True

    zone = [k for k in range(len(pks)) if passes(acc[k])]

    def pareto(some):
        vs = {worth[k] for k in some}
        eff = {v for v in vs if not any(o != v and all(x >= y for x, y in zip(o, v, strict=False)) for o in vs)}
        return [k for k in some if worth[k] in eff]

    rational = [k for k in zone if all(acc[k])]
    over = not rational
    candidates = rational or zone
    gains = {k: tuple(u - res[p] for u, p in zip(worth[k], at, strict=False)) for k in candidates}

    def best(some, key):
        if not some:
            return []
        t = max(key(k) for k in some)
        return [k for k in some if key(k) == t]

    def leximin(some):
        return best(some, lambda k: sorted(gains[k]))

    sol = {}
    sol["egalitarian"] = leximin(candidates)
    sol["utilitarian"] = best(candidates, lambda k: sum(worth[k]))
    # every combination of choices; bottoms/tops over all possible packages
    lo = [min(u[j] for u in worth) for j in range(len(at))]
    hi = [max(u[j] for u in worth) for j in range(len(at))]
    sol["relative_utilitarian"] = best(
        candidates, lambda k: sum((worth[k][j] - lo[j]) / (hi[j] - lo[j]) for j in range(len(at)) if hi[j] > lo[j])
    )
    if over:
        sol["nash"] = sol["kalai_smorodinsky"] = []
    else:

        def prod(k):
            x = Fraction(1)
            for g in gains[k]:
                x *= g
            return x

        sol["nash"] = best(candidates, prod) if any(prod(k) for k in candidates) else leximin(candidates)
        ideal = [max(gains[k][j] for k in candidates) for j in range(len(at))]
        sol["kalai_smorodinsky"] = best(
            candidates, lambda k: sorted(gains[k][j] / ideal[j] for j in range(len(at)) if ideal[j] > 0)
        )
    kills = {}
    for j, p in enumerate(at):
        c = [k for k in range(len(pks)) if not passes(acc[k]) and passes(acc[k][:j] + (True,) + acc[k][j + 1 :])]
        kills[p] = len(c)

    def key(k):
        return tuple(pks[k][i] for i in names)

    return {
        "size": len(pks),
        "zone": len(zone),
        "frontier": sorted(map(key, pareto(zone if m["within"] == "zone" else range(len(pks))))),
        "sol": {s: sorted(map(key, v)) for s, v in sol.items()},
        "kills": kills,
        "res": {p: float(res[p]) for p in at},
        "worth": {key(k): dict(zip(at, map(float, worth[k]), strict=False)) for k in range(len(pks))},
    }
