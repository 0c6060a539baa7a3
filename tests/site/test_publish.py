"""`tools.site.publish`: the files beside the pages."""

import ast
import io
import re
import zipfile

from tools.examples.snippet import Snippet
from tools.site.publish import PARTS, checks, zipped


def test_the_zip_holds_every_example_and_is_the_same_every_time(tmp_path):
    (tmp_path / "threads").mkdir()
    (tmp_path / "threads" / "join.py").write_text("print('é')\n", "utf-8")
    found = [Snippet("threads/join.py", tmp_path)]
    content = zipped(found)
    assert content == zipped(found)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["snippets/threads/join.py"]
        assert archive.read("snippets/threads/join.py").decode() == "print('é')\n"


def test_a_published_check_is_a_single_file_with_everything_in_it():
    for name, text in checks().items():
        defined = {n.name for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)}
        assert {"ask", "run", "stop", "tell"} <= defined, name
        assert not re.search(rf"^(from|import) ({'|'.join(PARTS)})\b", text, re.MULTILINE), name
        assert text.count("def tell(") == text.count('if __name__ == "__main__":') == 1, name


def test_a_published_check_has_only_the_parts_that_it_uses():
    every = checks()
    assert "class Stage:" not in every["practice/check_transfer.py"]
    assert "class Stage:" in every["capstones/check_atm.py"]
    assert "class Copying(" not in every["capstones/check_atm.py"]
    assert "class Copying(" in every["capstones/check_course.py"]
    assert "class WatchedLock:" in every["capstones/check_atm.py"]
