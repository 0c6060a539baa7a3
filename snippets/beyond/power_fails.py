"""SQLite: which orders are on the disk when the power fails?"""

# /// script
# dependencies = ["apsw"]
# ///
from shutil import copy
from tempfile import TemporaryDirectory

from apsw import VFS, Connection, URIFilename, VFSFile


class File(VFSFile):
    def xSync(self, flags):
        super().xSync(flags)
        copy(self.name, self.name.replace("now.db", "disk.db"))


class Files(VFS):  # as usual; what is synced is copied, too
    def __init__(self):
        super().__init__("files", base="")

    def xOpen(self, name, flags):
        file = File("", name, flags)
        is_uri = isinstance(name, URIFilename)
        file.name = name.filename() if is_uri else name
        return file


def orders(file):
    return Connection(file).execute("SELECT count(*) FROM orders").get


if __name__ == "__main__":
    files = Files()
    for level in ("FULL", "NORMAL"):
        with TemporaryDirectory() as folder:
            now, disk = f"{folder}/now.db", f"{folder}/disk.db"
            shop = Connection(now)
            shop.execute("CREATE TABLE orders (dish)")
            shop.execute("PRAGMA journal_mode = WAL")
            copy(now, disk)
            shop = Connection(now, vfs="files")
            shop.execute(f"PRAGMA synchronous = {level}")
            for dish in ("bread", "soup", "fish"):
                shop.execute("INSERT INTO orders VALUES (?)", [dish])
            print(level, "stored", orders(now), "on disk", orders(disk))
            shop.close()
