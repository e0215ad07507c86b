"""The operations of OvationCXM API V3: the 102 of the 2018 specification, then the 12 in use by 2022."""

from __future__ import annotations

from typing import NamedTuple

from sandbox.vendor import DOCUMENTED, OBSERVED, Grade


class Line(NamedTuple):
    """An operation as it is documented."""

    id: str
    method: str
    path: str
    """Below `/api/v3`."""
    obo: str
    """Its class for service providers: subset, dictionary, read of one's own organisation, or outside the subset (`X`)."""
    grade: Grade
    refuses: str
    """Statuses of its own refusals; each also answers 403."""


DOC, OBS = DOCUMENTED, OBSERVED

# fmt: off
OPERATIONS = (
    Line("chat.send",                             "POST", "/chat/send/{object}/{object_id}",                   "S", DOC, "400 404 422"),
    Line("chat.meta.emoticons",                   "GET",  "/chat/meta/emoticons",                              "M", DOC, ""),
    Line("customers.user_check",                  "GET",  "/customers/user_check",                             "S", DOC, "422"),
    Line("customers.location.lookupByIssueId",    "GET",  "/customers/location/lookupByIssueId",               "S", DOC, "404 422"),
    Line("customers.location.lookupByEmail",      "GET",  "/customers/location/lookupByEmail",                 "S", DOC, "404 422"),
    Line("customers.location.lookupByExternalId", "GET",  "/customers/location/lookupByExternalId",            "S", DOC, "404 422"),
    Line("customers.lookup",                      "GET",  "/customers/lookup",                                 "S", DOC, "404 422"),
    Line("customers.lookupByExternalId",          "GET",  "/customers/lookupByExternalId",                     "S", DOC, "404 422"),
    Line("customers.lookupByIssueId",             "GET",  "/customers/lookupByIssueId",                        "S", DOC, "404 422"),
    Line("customers.lookupByEmail",               "GET",  "/customers/lookupByEmail",                          "S", DOC, "404 422"),
    Line("customers.lookupById",                  "GET",  "/customers/lookupById",                             "S", DOC, "404 422"),
    Line("customers.users.lookupByIssueId",       "GET",  "/customers/users/lookupByIssueId",                  "S", DOC, "404 422"),
    Line("customers.users.lookupByExternalId",    "GET",  "/customers/users/lookupByExternalId",               "S", DOC, "404 422"),
    Line("customers.users.lookupByEmail",         "GET",  "/customers/users/lookupByEmail",                    "S", DOC, "404 422"),
    Line("customers.get",                         "GET",  "/customers/get/{customer_id}",                      "S", DOC, "404"),
    Line("customers.location.users",              "GET",  "/customers/location/users/{customer_id}",           "S", DOC, "404 422"),
    Line("customers.location.get",                "GET",  "/customers/location/get/{customer_id}",             "S", DOC, "404"),
    Line("customers.meta.customForms",            "GET",  "/customers/meta/customForms",                       "M", DOC, "404"),
    Line("customers.meta.industries",             "GET",  "/customers/meta/industries",                        "M", DOC, ""),
    Line("customers.meta.statuses",               "GET",  "/customers/meta/statuses",                          "M", DOC, ""),
    Line("customers.technology.get",              "GET",  "/customers/technology/get/{customer_id}",           "S", DOC, "404 422"),
    Line("customers.user.get",                    "GET",  "/customers/user/get/{customer_id}",                 "S", DOC, "404"),
    Line("customers.put",                         "POST", "/customers/put",                                    "S", DOC, "400 404 422"),
    Line("customers.location.put",                "POST", "/customers/location/put",                           "S", DOC, "400 404 422"),
    Line("customers.user.put",                    "POST", "/customers/user/put",                               "S", DOC, "400 404 422"),
    Line("customers.password_reset",              "POST", "/customers/password_reset",                         "S", DOC, "404 422"),
    Line("customers.sms_invite",                  "POST", "/customers/sms_invite",                             "S", DOC, "404 422"),
    Line("issues.cancel",                         "POST", "/issues/cancel/{issue_id}",                         "S", DOC, "404"),
    Line("issues.cancel_schedule",                "POST", "/issues/cancel_schedule/{issue_id}",                "S", DOC, "404"),
    Line("issues.log.put",                        "POST", "/issues/log/put/{issue_id}",                        "S", DOC, "404 422"),
    Line("issues.file.delete",                    "POST", "/issues/file/delete/{issue_id}",                    "S", DOC, "404 422"),
    Line("issues.log.delete",                     "POST", "/issues/log/delete/{issue_id}",                     "S", DOC, "404 422"),
    Line("issues.get",                            "GET",  "/issues/get/{issue_id}",                            "S", DOC, "404"),
    Line("issues.chat.history",                   "GET",  "/issues/chat/history/{issue_id}",                   "S", DOC, "404"),
    Line("issues.files.list",                     "GET",  "/issues/files/{issue_id}",                          "S", DOC, "404"),
    Line("issues.log.history",                    "GET",  "/issues/log/history/{issue_id}",                    "S", DOC, "404"),
    Line("issues.meta.categories",                "GET",  "/issues/meta/categories",                           "M", DOC, ""),
    Line("issues.meta.file_tags",                 "GET",  "/issues/meta/file_tags",                            "M", DOC, ""),
    Line("issues.meta.jobs",                      "GET",  "/issues/meta/jobs",                                 "M", DOC, ""),
    Line("issues.meta.resolutions",               "GET",  "/issues/meta/resolutions",                          "M", DOC, ""),
    Line("issues.meta.statuses",                  "GET",  "/issues/meta/statuses",                             "M", DOC, ""),
    Line("issues.meta.types",                     "GET",  "/issues/meta/types",                                "M", DOC, ""),
    Line("issues.status.history",                 "GET",  "/issues/status/history/{issue_id}",                 "S", DOC, "500"),
    Line("issues.list",                           "GET",  "/issues/get",                                       "S", DOC, ""),
    Line("issues.lookupByExternalId",             "GET",  "/issues/lookupByExternalId",                        "S", DOC, "404 422"),
    Line("issues.put",                            "POST", "/issues/put",                                       "S", DOC, "400 404 422"),
    Line("issues.resolve",                        "POST", "/issues/resolve/{issue_id}",                        "S", DOC, "404"),
    Line("issues.schedule",                       "POST", "/issues/schedule/{issue_id}",                       "S", DOC, "404 422"),
    Line("issues.file.upload",                    "POST", "/issues/file/upload/{issue_id}",                    "S", DOC, "404 422"),
    Line("orgs.team.delete",                      "POST", "/orgs/team/delete/{team_id}",                       "X", DOC, "404"),
    Line("orgs.user.delete",                      "POST", "/orgs/user/delete/{user_id}",                       "X", DOC, "404"),
    Line("orgs.get",                              "GET",  "/orgs/get",                                         "R", DOC, ""),
    Line("orgs.customers.list",                   "GET",  "/orgs/customers",                                   "X", DOC, ""),
    Line("orgs.team.get",                         "GET",  "/orgs/team/get/{org_team_id}",                      "R", DOC, "404"),
    Line("orgs.team.meta_statuses",               "GET",  "/orgs/team/meta_statuses",                          "M", DOC, ""),
    Line("orgs.team.meta_training_types",         "GET",  "/orgs/team/meta_training_types",                    "M", DOC, ""),
    Line("orgs.team.meta_types",                  "GET",  "/orgs/team/meta_types",                             "M", DOC, ""),
    Line("orgs.team.list",                        "GET",  "/orgs/team/list",                                   "R", DOC, ""),
    Line("orgs.user.get",                         "GET",  "/orgs/user/get/{user_id}",                          "R", DOC, "404"),
    Line("orgs.users.meta_statuses",              "GET",  "/orgs/users/meta_statuses",                         "M", DOC, ""),
    Line("orgs.users.list",                       "GET",  "/orgs/users",                                       "R", DOC, ""),
    Line("orgs.team.users",                       "GET",  "/orgs/team/users/{team_id}",                        "R", DOC, "404"),
    Line("orgs.team.map_customer",                "POST", "/orgs/team/map_customer/{team_id}",                 "X", DOC, "404 422"),
    Line("orgs.team.map_location",                "POST", "/orgs/team/map_location/{team_id}",                 "X", DOC, "404 422"),
    Line("orgs.team.map_user",                    "POST", "/orgs/team/map_user/{team_id}",                     "X", DOC, "404 422"),
    Line("orgs.lookupByExternalId",               "GET",  "/orgs/lookupByExternalId",                          "R", DOC, "404 422"),
    Line("orgs.team.lookupByExternalId",          "GET",  "/orgs/team/lookupByExternalId",                     "R", DOC, "404 422"),
    Line("orgs.user.lookupByExternalId",          "GET",  "/orgs/user/lookupByExternalId",                     "R", DOC, "404 422"),
    Line("orgs.team.put",                         "POST", "/orgs/team/put",                                    "X", DOC, "400 404 422"),
    Line("orgs.users.put",                        "POST", "/orgs/users/put",                                   "X", DOC, "400 404 422"),
    Line("orgs.team.unmap_customer",              "POST", "/orgs/team/unmap_customer/{team_id}",               "X", DOC, "404 422"),
    Line("orgs.team.unmap_location",              "POST", "/orgs/team/unmap_location/{team_id}",               "X", DOC, "404 422"),
    Line("orgs.team.unmap_user",                  "POST", "/orgs/team/unmap_user/{team_id}",                   "X", DOC, "404 422"),
    Line("orgs.user.update",                      "POST", "/orgs/user/update/{user_id}",                       "X", DOC, "400 404 422"),
    Line("phone.agentAnswer",                     "POST", "/phone/agentAnswer",                                "X", DOC, "404 422"),
    Line("phone.agentHangup",                     "POST", "/phone/agentHangup",                                "X", DOC, "404 422"),
    Line("phone.queueEnter",                      "POST", "/phone/queueEnter",                                 "X", DOC, "422"),
    Line("phone.queueExit",                       "POST", "/phone/queueExit",                                  "X", DOC, "404 422"),
    Line("reports.kpi_active_support_minutes",    "GET",  "/reports/kpi_active_support_minutes",               "X", DOC, "422"),
    Line("reports.kpi_average_time_to_scheduled", "GET",  "/reports/kpi_average_time_to_scheduled",            "X", DOC, "422"),
    Line("reports.kpi_issues_by_age",             "GET",  "/reports/kpi_issues_by_age",                        "X", DOC, "422"),
    Line("reports.kpi_issues_by_category",        "GET",  "/reports/kpi_issues_by_category",                   "X", DOC, "422"),
    Line("reports.kpi_issues_by_geography",       "GET",  "/reports/kpi_issues_by_geography",                  "X", DOC, "422"),
    Line("reports.kpi_issues_by_location",        "GET",  "/reports/kpi_issues_by_location",                   "X", DOC, "422"),
    Line("reports.kpi_issues_over_time",          "GET",  "/reports/kpi_issues_over_time",                     "X", DOC, "422"),
    Line("reports.kpi_issues_remote_vs_onsite",   "GET",  "/reports/kpi_issues_remote_vs_onsite",              "X", DOC, "422"),
    Line("reports.kpi_issues_time_to_completion", "GET",  "/reports/kpi_issues_time_to_completion",            "X", DOC, "422"),
    Line("reports.kpi_open_issues",               "GET",  "/reports/kpi_open_issues",                          "X", DOC, "422"),
    Line("reports.kpi_parner_owned_issues",       "GET",  "/reports/kpi_parner_owned_issues",                  "X", DOC, "422"),
    Line("reports.orgs",                          "GET",  "/reports/orgs",                                     "X", DOC, "422"),
    Line("reports.technicians",                   "GET",  "/reports/technicians",                              "X", DOC, "422"),
    Line("reports.kpi_time_onsite_by_location",   "GET",  "/reports/kpi_time_onsite_by_location",              "X", DOC, "422"),
    Line("shipments.put",                         "POST", "/shipments/put",                                    "X", DOC, "400 404 422"),
    Line("shipments.get",                         "GET",  "/shipments/get/{shipment_id}",                      "X", DOC, "404"),
    Line("shipments.meta.carriers",               "GET",  "/shipments/meta/carriers",                          "M", DOC, ""),
    Line("shipments.meta.statuses",               "GET",  "/shipments/meta/statuses",                          "M", DOC, ""),
    Line("shipments.list",                        "GET",  "/shipments/get",                                    "X", DOC, ""),
    Line("technology.delete",                     "POST", "/technology/delete/{technology_id}",                "S", DOC, "404"),
    Line("technology.get",                        "GET",  "/technology/get/{technology_id}",                   "S", DOC, "404"),
    Line("technology.meta.dictionary",            "GET",  "/technology/meta/dictionary",                       "M", DOC, ""),
    Line("technology.meta.templates",             "GET",  "/technology/meta/templates",                        "M", DOC, ""),
    Line("technology.put",                        "POST", "/technology/put",                                   "S", DOC, "400 404 422"),
    Line("customers.list",                        "GET",  "/customers/get",                                    "S", OBS, ""),
    Line("customers.delete",                      "POST", "/customers/delete/{customer_id}",                   "S", OBS, "404"),
    Line("customers.location.delete",             "POST", "/customers/location/delete/{customer_location_id}", "S", OBS, "404"),
    Line("customers.location.meta_statuses",      "GET",  "/customers/location/meta_statuses",                 "M", OBS, ""),
    Line("customers.user_check.path",             "GET",  "/customers/user_check/{email}",                     "S", OBS, ""),
    Line("customers.user.lookupByExternalId",     "GET",  "/customers/user/lookupByExternalId",                "S", OBS, "404 422"),
    Line("customers.user.sso",                    "POST", "/customers/user/sso/{customer_user_id}",            "S", OBS, "404"),
    Line("customers.user.delete",                 "POST", "/customers/user/delete/{id}",                       "S", OBS, "404"),
    Line("issues.meta.tags",                      "GET",  "/issues/meta/tags",                                 "M", OBS, ""),
    Line("issues.meta.categories_new",            "GET",  "/issues/meta/categories_new",                       "M", OBS, ""),
    Line("issues.escalate",                       "POST", "/issues/escalate/{issue_id}",                       "S", OBS, "404"),
    Line("issues.deescalate",                     "POST", "/issues/deescalate/{issue_id}",                     "S", OBS, "404"),
)
# fmt: on
