"""What many pages share: their frame, rendered once for each place in the product, and icons."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha384

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.static import SCRIPTS, script
from exercises.rendering import kept

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: Context, part: str) -> SafeString:
    """`part` may depend on `at`, the name of the view, and on nothing else of the request."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    at = match.view_name if match else ""
    if settings.DEBUG:
        return render_to_string(part, {"at": at})
    return kept(part, at, lambda: {"at": at})


@register.simple_tag
@lru_cache(maxsize=100)
def icon(name: str) -> SafeString:
    """templates/icons/NAME.svg; a page may hold a hundred, so it is read once."""
    return SafeString(get_template(f"icons/{name}.svg").render())


@register.simple_tag
def scripts(name: str) -> SafeString:
    """The scripts of `config.static.SCRIPTS[name]`: one file where static files were collected, else each part."""
    parts = [name] if hasattr(staticfiles_storage, "bundles") and not settings.DEBUG else SCRIPTS[name]
    tags = ((static(script(part)), integrity(script(part))) for part in parts)
    return format_html_join("\n  ", '<script src="{}"{} defer></script>', tags)


@register.simple_tag
def integrity(name: str, attribute: str = "integrity") -> SafeString:
    """What a browser holds a collected script against. In development files change under the page."""
    if settings.DEBUG or not hasattr(staticfiles_storage, "stored_name"):
        return SafeString("")
    return format_html(' {}="{}"', attribute, digest(staticfiles_storage.stored_name(name)))


@lru_cache(maxsize=100)
def digest(hashed_name: str) -> str:
    with staticfiles_storage.open(hashed_name) as file:
        return f"sha384-{b64encode(sha384(file.read()).digest()).decode()}"
