"""Agents and skills of a tenant."""

from __future__ import annotations

from sandbox.vendor import DOCUMENTED, Operation
from sandbox.vendors.xima.auth import entry, refusals
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.models import AgentList, AgentShown, SkillList, SkillShown
from sandbox.vendors.xima.paths import V1


def list_agents(call: XimaCall) -> AgentList:
    """List the agents that the Service User may reach."""
    agents = [agent for agent in call.state.agents.values() if agent.tenant == call.hostname]
    found = [agent for agent in agents if call.user.reaches_agent(agent.extension)]
    if len(found) < len(agents):
        call.applies("xima.agents.scope")
    return AgentList(agents=[AgentShown(agent=agent.label, type=agent.type) for agent in found])


def list_skills(call: XimaCall) -> SkillList:
    """List the skills that the Service User may reach."""
    skills = [skill for skill in call.state.skills.values() if skill.tenant == call.hostname]
    found = [skill for skill in skills if call.user.reaches_skill(skill.name)]
    if len(found) < len(skills):
        call.applies("xima.skills.scope")
    return SkillList(skills=[SkillShown(name=skill.name) for skill in found])


ERRORS = refusals(DOCUMENTED)

OPERATIONS: tuple[Operation, ...] = (
    Operation("agents.list", "GET", f"{V1}/agents", list_agents, DOCUMENTED, entry("agents"), ERRORS, "token"),
    Operation("skills.list", "GET", f"{V1}/skills", list_skills, DOCUMENTED, entry("skills"), ERRORS, "token"),
)
