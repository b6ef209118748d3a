document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("webauthn-error").hidden = false;
});
