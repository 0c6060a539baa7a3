"""A notebook's page, without what nbconvert adds for notebooks that stand alone."""

from bs4 import BeautifulSoup


def bare(html: str) -> str:
    """The text and the results of a notebook, without nbconvert's styles, scripts and frames."""
    cells = BeautifulSoup(html, "html.parser").select(
        ".jp-RenderedMarkdown, .jp-OutputArea-output.jp-RenderedHTMLCommon"
    )
    text = "\n".join(cell.decode_contents() for cell in cells)
    return text.replace('class="anchor-link"', 'class="headerlink" title="Link to this section"')
