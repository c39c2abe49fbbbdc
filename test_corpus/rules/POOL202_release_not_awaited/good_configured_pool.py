"""`give_back` is awaited, as the project's configuration asks."""
# config: pools.agents.acquire = [{ method = "take_agent", mode = "await" }]
# config: pools.agents.release = [{ form = "arg", method = "give_back", mode = "await", arg = 0 }]


async def ask(office, question):
    agent = await office.take_agent()
    answer = await agent.ask(question)
    await office.give_back(agent)
    return answer
