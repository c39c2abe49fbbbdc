"""The project's configuration says that `give_back` is a coroutine; here it is dropped."""
# config: pools.agents.acquire = [{ method = "take_agent", mode = "await" }]
# config: pools.agents.release = [{ form = "arg", method = "give_back", mode = "await", arg = 0 }]


async def ask(office, question):
    agent = await office.take_agent()  # step: acquired
    answer = await agent.ask(question)
    await office.give_back(agent)  # error: [POOL202] # step: released
    return answer
