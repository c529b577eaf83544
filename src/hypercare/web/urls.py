"""Where every page is. Names are those of `web.permissions`."""

from django.urls import path

from hypercare.web.api.app import api
from hypercare.web.pages.activity.view import activity
from hypercare.web.pages.analyst.files import analyst_file, analyst_sql_file
from hypercare.web.pages.analyst.view import analyst, analyst_sql
from hypercare.web.pages.anti_patterns.view import anti_patterns
from hypercare.web.pages.api_docs.view import api_docs
from hypercare.web.pages.audit import view as audit
from hypercare.web.pages.behaviour.view import behaviour
from hypercare.web.pages.brief.view import brief, brief_as_markdown
from hypercare.web.pages.charts.view import chart, chart_image
from hypercare.web.pages.connect.view import connect
from hypercare.web.pages.cycle.view import cycle
from hypercare.web.pages.decision.exits import decision_act, decision_commitment
from hypercare.web.pages.decision.view import decision, decision_sign
from hypercare.web.pages.definition.view import definition, definition_file
from hypercare.web.pages.entrance import rerun
from hypercare.web.pages.entrance import view as entrance
from hypercare.web.pages.evidence.view import evidence, evidence_units
from hypercare.web.pages.funnel.view import funnel, funnel_units
from hypercare.web.pages.gates.view import gates
from hypercare.web.pages.guardrails.view import guardrails
from hypercare.web.pages.help.view import help_page
from hypercare.web.pages.history.view import history
from hypercare.web.pages.incidents import view as incidents
from hypercare.web.pages.launch.view import launch
from hypercare.web.pages.live.view import live, live_stream
from hypercare.web.pages.me import view as me
from hypercare.web.pages.new_launch.view import new_launch
from hypercare.web.pages.outcomes.view import outcomes
from hypercare.web.pages.people import view as people
from hypercare.web.pages.portfolio.view import portfolio, portfolio_as_csv
from hypercare.web.pages.preferences.view import preferences
from hypercare.web.pages.retention import view as retention
from hypercare.web.pages.sign_in.view import (
    sign_in,
    sign_in_link,
    sign_in_provider,
    sign_in_provider_callback,
    sign_out,
)
from hypercare.web.pages.sources.view import sources
from hypercare.web.pages.timeline import view as timeline
from hypercare.web.pages.tokens import view as tokens
from hypercare.web.pages.tracking.view import tracking, tracking_stream
from hypercare.web.pages.widgets.view import widget

urlpatterns = [
    path("", portfolio, name="portfolio"),
    path("portfolio.csv", portfolio_as_csv, name="portfolio-csv"),
    path("launches/new", new_launch, name="new-launch"),
    path("launches/<slug:launch_id>", launch, name="launch"),
    path("launches/<slug:launch_id>/entrance", entrance.entrance, name="entrance"),
    path("launches/<slug:launch_id>/entrance/act", entrance.entrance_act, name="entrance-act"),
    path("launches/<slug:launch_id>/entrance/rerun", rerun.entrance_rerun, name="entrance-rerun"),
    path("launches/<slug:launch_id>/incidents", incidents.incidents_page, name="incidents"),
    path("launches/<slug:launch_id>/incidents/open", incidents.incidents_open, name="incidents-open"),
    path(
        "launches/<slug:launch_id>/incidents/<slug:incident_id>/step", incidents.incidents_step, name="incidents-step"
    ),
    path("launches/<slug:launch_id>/anti-patterns", anti_patterns, name="anti-patterns"),
    path("launches/<slug:launch_id>/tracking", tracking, name="tracking"),
    path("launches/<slug:launch_id>/tracking/stream", tracking_stream, name="tracking-stream"),
    path("launches/<slug:launch_id>/decision", decision, name="decision"),
    path("launches/<slug:launch_id>/decision/sign", decision_sign, name="decision-sign"),
    path("launches/<slug:launch_id>/decision/act", decision_act, name="decision-act"),
    path("launches/<slug:launch_id>/decision/commitment", decision_commitment, name="decision-commitment"),
    path("launches/<slug:launch_id>/history", history, name="history"),
    path("launches/<slug:launch_id>/gates", gates, name="gates"),
    path("launches/<slug:launch_id>/outcomes", outcomes, name="outcomes"),
    path("launches/<slug:launch_id>/guardrails", guardrails, name="guardrails"),
    path("launches/<slug:launch_id>/evidence/<str:metric>", evidence, name="evidence"),
    path("launches/<slug:launch_id>/evidence/<str:metric>/units", evidence_units, name="evidence-units"),
    path("launches/<slug:launch_id>/behaviour", behaviour, name="behaviour"),
    path("launches/<slug:launch_id>/funnel/<str:metric>", funnel, name="funnel"),
    path("launches/<slug:launch_id>/funnel/<str:metric>/stopped/<int:step>", funnel_units, name="funnel-units"),
    path("launches/<slug:launch_id>/retention", retention.retention_first, name="retention-first"),
    path("launches/<slug:launch_id>/retention/<str:metric>", retention.retention, name="retention"),
    path(
        "launches/<slug:launch_id>/retention/<str:metric>/lapsed", retention.retention_lapsed, name="retention-lapsed"
    ),
    path(
        "launches/<slug:launch_id>/retention/<str:metric>/lapsed.csv",
        retention.retention_lapsed_csv,
        name="retention-lapsed-csv",
    ),
    path("launches/<slug:launch_id>/cycle/<str:metric>", cycle, name="cycle"),
    path("launches/<slug:launch_id>/activity", activity, name="activity"),
    path("launches/<slug:launch_id>/definition", definition, name="definition"),
    path("launches/<slug:launch_id>/definition/<int:number>.yaml", definition_file, name="definition-file"),
    path("launches/<slug:launch_id>/timeline", timeline.timeline, name="timeline"),
    path("launches/<slug:launch_id>/timeline.csv", timeline.timeline_as_csv, name="timeline-csv"),
    path("launches/<slug:launch_id>/timeline/add", timeline.timeline_add, name="timeline-add"),
    path(
        "launches/<slug:launch_id>/timeline/<slug:mark_id>/retract", timeline.timeline_retract, name="timeline-retract"
    ),
    path("launches/<slug:launch_id>/widgets/<slug:name>.<slug:kind>", widget, name="widget"),
    path("launches/<slug:launch_id>/brief", brief, name="brief"),
    path("launches/<slug:launch_id>/brief.md", brief_as_markdown, name="brief-markdown"),
    path("charts/<slug:digest>", chart, name="chart"),
    path("charts/<slug:digest>/<slug:size>.svg", chart_image, name="chart-image"),
    path("analyst", analyst, name="analyst"),
    path("analyst/answer.<slug:kind>", analyst_file, name="analyst-file"),
    path("analyst/sql", analyst_sql, name="analyst-sql"),
    path("analyst/sql/answer.<slug:kind>", analyst_sql_file, name="analyst-sql-file"),
    path("live", live, name="live"),
    path("live/stream", live_stream, name="live-stream"),
    path("sources", sources, name="sources"),
    path("sources/connect", connect, name="connect"),
    path("help", help_page, name="help"),
    path("preferences", preferences, name="preferences"),
    path("people", people.people, name="people"),
    path("people/invite", people.people_invite, name="people-invite"),
    path("people/<int:person_id>/link", people.people_link, name="people-link"),
    path("people/<int:person_id>/role", people.people_role, name="people-role"),
    path("people/<int:person_id>/deactivate", people.people_deactivate, name="people-deactivate"),
    path("people/<int:person_id>/reactivate", people.people_reactivate, name="people-reactivate"),
    path("tokens", tokens.tokens, name="tokens"),
    path("tokens/new", tokens.tokens_new, name="tokens-new"),
    path("tokens/<slug:token_id>/revoke", tokens.tokens_revoke, name="tokens-revoke"),
    path("tokens/<slug:token_id>/rotate", tokens.tokens_rotate, name="tokens-rotate"),
    path("audit", audit.audit_page, name="audit"),
    path("audit.csv", audit.audit_csv, name="audit-csv"),
    path("audit/chain", audit.audit_chain, name="audit-chain"),
    path("me", me.me, name="me"),
    path("me/name", me.me_name, name="me-name"),
    path("me/password", me.me_password, name="me-password"),
    path("me/sessions", me.me_sessions, name="me-sessions"),
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in/provider", sign_in_provider, name="sign-in-provider"),
    path("sign-in/provider/callback", sign_in_provider_callback, name="sign-in-provider-callback"),
    path("sign-in/<str:secret>", sign_in_link, name="sign-in-link"),
    path("sign-out", sign_out, name="sign-out"),
    path("api/v1/docs", api_docs, name="api-docs"),
    path("api/v1/", api.urls),
]

handler400 = "hypercare.web.pages.errors.view.unreadable"
handler404 = "hypercare.web.pages.errors.view.missing"
handler500 = "hypercare.web.pages.errors.view.failed"
