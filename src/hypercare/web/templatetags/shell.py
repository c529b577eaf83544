"""The frame in templates: `{% load shell %}{% shell as shell %}`."""

from django import template

from hypercare.web.shell import Shell, shell_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: template.RequestContext) -> Shell:
    """Where one is, and where one can go."""
    return shell_of(context.request)
