/** Puts the token of a freshly read page into the forms of this one; false when the session has ended. */
export async function renewTokens(): Promise<boolean> {
  try {
    const answer = await fetch(window.location.href);
    if (!answer.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return false;
    for (const box of document.querySelectorAll<HTMLInputElement>("[name=csrfmiddlewaretoken]")) box.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return true;
  } catch {
    return false;
  }
}
