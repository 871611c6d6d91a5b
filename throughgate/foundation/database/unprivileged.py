"""Start PostgreSQL's programs as a user that is not root, without creating one.

PostgreSQL refuses to run as root. Normal users need nothing. For root there are two ways: a user namespace in
which root appears as somebody else (files keep their owner), or, where namespaces are forbidden as in most
containers, becoming ``nobody`` and keeping one capability, so that a checkout below ``/root`` can be reached.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """Who runs PostgreSQL: the user id its files get, and what a child does before it becomes PostgreSQL."""

    uid: int
    enter: Callable[[], None]


def die_with_parent(signum: int = signal.SIGTERM) -> None:
    """Ask the kernel to signal this process when its parent ends (Linux only; elsewhere nothing happens)."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def identity_for(data: Path, program: Path) -> Identity:
    """Find a way to run ``program`` on the files in ``data`` (which may not exist yet)."""
    me = os.geteuid()
    if me != 0:
        return Identity(me, lambda: None)
    owner = data.stat().st_uid if data.exists() else None
    stranger = _somebody_else()
    if owner in {None, 0}:
        namespaced = Identity(0, lambda: _enter_namespace(stranger.pw_uid))
        if owner == 0 or _works(namespaced, program):
            return namespaced
    uid, gid = (stranger.pw_uid, stranger.pw_gid) if owner is None else (owner, data.stat().st_gid)
    return Identity(uid, lambda: _become(uid, gid))


def _somebody_else() -> pwd.struct_passwd:
    # initdb looks its user up by number, so it has to be one that the machine knows.
    others = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    return next((entry for entry in others if entry.pw_name == "nobody"), others[0])


def _works(identity: Identity, program: Path) -> bool:
    try:
        subprocess.run([program, "--version"], preexec_fn=identity.enter, check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _enter_namespace(appear_as: int) -> None:
    gid = os.getegid()
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{appear_as} 0 1")
    Path("/proc/self/gid_map").write_text(f"{appear_as} {gid} 1")


def _become(uid: int, gid: int) -> None:
    _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    bit = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    # Where this fails the folder has to be reachable for everybody; PostgreSQL's own message then says so.
    if _libc.capset(header, sets) == 0:
        _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
