"""Accounts mode: many people, each with their own diary; built on django-allauth."""
