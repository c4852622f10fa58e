"""Draws every icon from the one mark: `python -m tests.icons`, after the mark or its colours change."""

from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.chromium import ARGUMENTS, find

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "static/img"
INK, PAPER, MOVE = "#14312f", "#f5f4ef", "#c8441b"
VERTEBRAE = [(6, 0, INK), (9.5, 7.6, INK), (6.5, 15.2, MOVE), (1.5, 22.8, INK)]
FONT = ROOT / "static/fonts/atkinson-hyperlegible-next.woff2"


def mark() -> str:
    return "".join(
        f'<rect x="{x}" y="{y}" width="13" height="5.2" rx="2.6" fill="{fill}"/>' for x, y, fill in VERTEBRAE
    )


def icon(share: float) -> str:
    """The mark on paper; `share` of the height is mark, so that a mask may cut the corners."""
    size = 28 / share
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{12 - size / 2} {14 - size / 2} {size} {size}">'
        f'<rect x="{12 - size / 2}" y="{14 - size / 2}" width="{size}" height="{size}" fill="{PAPER}"/>{mark()}</svg>'
    )


def card() -> str:
    font = f"data:font/woff2;base64,{b64encode(FONT.read_bytes()).decode()}"
    return f"""<style>
        @font-face {{ font-family: A; src: url({font}); font-weight: 400 750 }}
        body {{ margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 90px 100px;
               background: {PAPER}; color: {INK}; font: 400 34px/1.4 A; display: flex; gap: 90px; align-items: center }}
        h1 {{ font-size: 92px; line-height: 1; letter-spacing: -.035em; margin: 0 0 28px; font-weight: 720 }}
        svg {{ height: 380px; flex: none }} p {{ margin: 0 }}
        </style><svg viewBox="0 0 24 28">{mark()}</svg><div><h1>Steadyback</h1>
        <p>A short routine built around your back and your days, with a plain reason for every exercise in it.</p>
        </div>"""


def draw(page: Page, html: str, name: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html, wait_until="load")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / name)


def square(size: int, share: float) -> tuple[str, int, int]:
    html = f'<body style="margin:0"><div style="width:{size}px;height:{size}px">{icon(share)}</div>'
    return html, size, size


def favicon() -> str:
    """Two paints, so that the mark shows on a light and on a dark browser."""
    light, dark = ".i{fill:#14312f}.m{fill:#c8441b}", ".i{fill:#edf1ea}.m{fill:#ff9a70}"
    style = f"<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>"
    bars = "".join(
        f'<rect class="{"m" if fill == MOVE else "i"}" x="{x}" y="{y}" width="13" height="5.2" rx="2.6"/>'
        for x, y, fill in VERTEBRAE
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 28 28">{style}{bars}</svg>\n'


def ico(png: bytes) -> bytes:
    """One 32-pixel PNG in an ICO wrapper: a header of 6 bytes, a directory entry of 16."""
    entry = bytes([32, 32, 0, 0, 1, 0, 32, 0]) + len(png).to_bytes(4, "little") + (22).to_bytes(4, "little")
    return bytes([0, 0, 1, 0, 1, 0]) + entry + png


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "favicon.svg").write_text(favicon())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        page = browser.new_page()
        for name, size, share in [
            ("icon-192.png", 192, 0.56),
            ("icon-512.png", 512, 0.56),
            ("apple-touch-icon.png", 180, 0.62),
            ("favicon-32.png", 32, 0.86),
        ]:
            html, width, height = square(size, share)
            draw(page, html, name, width, height)
        draw(page, card(), "social.png", 1200, 630)
        browser.close()
    small = IMAGES / "favicon-32.png"
    (IMAGES / "favicon.ico").write_bytes(ico(small.read_bytes()))
    small.unlink()


if __name__ == "__main__":
    main()
